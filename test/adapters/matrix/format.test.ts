import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  editContent,
  formatMessage,
  mentions,
  replyRelation,
  splitMessage,
  threadRelation,
} from '#adapters/matrix/format.ts'
import { plain as harmlessIn } from '#templates/chat/worded.ts'

const allowed = new Set(['p', 'br', 'strong', 'code', 'a', 'ul', 'ol', 'li'])
const tag = /<(\/?)([a-z]+)((?: [a-z]+="[^"<>]*")*)>/g

/** What the HTML says in signs: list numbers and addresses of links written out. */
function textOf(html: string): string {
  const lists: (number | undefined)[] = []
  const links: string[] = []
  let link = ''
  const text = html.replaceAll(tag, (_, close: string, name: string, attributes: string) => {
    const value = /="([^"]*)"/.exec(attributes)?.[1]
    if (name === 'ul' || name === 'ol') {
      if (close === '') lists.push(name === 'ol' ? Number(value ?? 1) : undefined)
      else lists.pop()
      return ' '
    }
    if (name === 'li' && close === '') {
      const at = lists.pop()
      lists.push(at === undefined ? undefined : at + 1)
      return at === undefined ? ' - ' : ` ${at}. `
    }
    if (name === 'a' && close === '') {
      links.push(value ?? '')
      link = '\ue001'
      return link
    }
    return name === 'a' ? `\ue002(${links.at(-1)})` : ['p', 'br', 'li'].includes(name) ? ' ' : ''
  })
  return text
    .replaceAll(/\ue001([^\ue002]*)\ue002\(([^)]*)\)/g, (_, said: string, href: string) =>
      said === href ? href : `${said} (${href})`,
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}

const unspaced = (text: string) => text.replaceAll(/\s/g, '')

const pieces = [
  ...['**', '*', '_', '`', '```', '~~', '[', '](', ')', '![', '<b>', '<img src=x onerror=a>', '<!--', '-->'],
  ...[
    '- ',
    '1. ',
    '7. ',
    '2026. ',
    '* ',
    '+ ',
    '1) ',
    '- [ ] ',
    '- [x] ',
    '# ',
    '> ',
    '===',
    '---',
    '|',
    '\\',
    '\\*',
  ],
  ...[
    '\n',
    '\n\n',
    '    ',
    '\t',
    ' ',
    '&amp;',
    '&lt;script&gt;',
    '&#60;',
    'https://a.example/b',
    'javascript:alert(1)',
  ],
  ...[
    '[clic](https://a.example/x)',
    '[clic](javascript:x)',
    '@room',
    '@claire:agent.example',
    'mot',
    'l’été',
    '👍🏽',
  ],
  ...['https://matrix.to/#/@claire:agent.example', '[x]: https://a.example', '<https://a.example>', '"', "'"],
]
const writing = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 25 }).map((all) => all.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
)

describe('any text', () => {
  it('becomes HTML of allowed tags only, which says the same as the plain body', () => {
    fc.assert(
      fc.property(writing, (text) => {
        const { body, formatted_body: html } = formatMessage(text)
        const names = [...html.matchAll(tag)].map((match) => match[2] ?? '')
        expect(names.filter((name) => !allowed.has(name))).toEqual([])
        expect(html.replaceAll(tag, '')).not.toMatch(/[<>]/)
        for (const [, , name, attributes = ''] of html.matchAll(tag))
          expect(attributes).toMatch(
            name === 'a' ? /^(| href="https?:[^"]*")$/ : name === 'ol' ? /^(| start="\d+")$/ : /^$/,
          )
        expect(unspaced(textOf(html))).toBe(unspaced(body))
      }),
      { numRuns: 2000 },
    )
  })

  it('that people wrote keeps every sign of it, as it was', () => {
    fc.assert(
      fc.property(writing, (text) => {
        const written = harmlessIn(text)
        const { body } = formatMessage(written)
        const bare = (said: string) =>
          unspaced(said.toWellFormed().replaceAll('\0', '\ufffd').replaceAll('\u2060', ''))
        expect(bare(body)).toBe(bare(written))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a message of the bot', () => {
  it('reads well without its HTML', () => {
    const { body, formatted_body, msgtype } = formatMessage(
      '**A-2026.1** Brie\n\n- Lots : L1\n- Texte : a\n  b\n\n1. oui\n2. non\n\nArrêter : `ne plus suivre A-2026.1` ou [un clic](https://vigie.example/s?a=1&b=2)',
    )
    expect(msgtype).toBe('m.text')
    expect(body).toBe(
      'A-2026.1 Brie\n\n- Lots : L1\n- Texte : a\n  b\n\n1. oui\n2. non\n\nArrêter : ne plus suivre A-2026.1 ou un clic (https://vigie.example/s?a=1&b=2)',
    )
    expect(formatted_body).toBe(
      '<p><strong>A-2026.1</strong> Brie</p><ul><li>Lots : L1</li><li>Texte : a<br>b</li></ul><ol><li>oui</li><li>non</li></ol><p>Arrêter : <code>ne plus suivre A-2026.1</code> ou <a href="https://vigie.example/s?a=1&amp;b=2">un clic</a></p>',
    )
  })

  it('stands in no paragraph when it is one line, and may be quiet', () => {
    expect(formatMessage('**D’accord**', { quiet: true })).toMatchObject({
      msgtype: 'm.notice',
      formatted_body: '<strong>D’accord</strong>',
    })
  })

  it('keeps numbers that a list would change', () => {
    const { body, formatted_body } = formatMessage('2024. rien\n2026. deux cas')
    expect(body).toBe('2024. rien\n2026. deux cas')
    expect(formatted_body).toBe('<p>2024. rien<br>2026. deux cas</p>')
  })

  it('never rings for a room, nor makes a mention of what people wrote', () => {
    const { body, formatted_body } = formatMessage('@room voir https://matrix.to/#/@claire:agent.example')
    for (const text of [body, formatted_body]) expect(text).not.toMatch(/@room|matrix\.to\/#/)
    expect(mentions([])).toEqual({ 'm.mentions': {} })
    expect(mentions(['@claire:agent.example'])).toEqual({
      'm.mentions': { user_ids: ['@claire:agent.example'] },
    })
  })
})

describe('a long text', () => {
  it('is cut between paragraphs, and nothing of it is lost', () => {
    const paragraph = 'Un point & <un> détail. '.repeat(200).trim()
    const text = Array.from({ length: 40 }, (_, at) => `${at} ${paragraph}`).join('\n\n')
    const parts = splitMessage(text)
    expect(parts.length).toBeGreaterThan(5)
    expect(parts.join('\n\n')).toBe(text)
    for (const part of parts)
      expect(Buffer.byteLength(JSON.stringify(formatMessage(part)))).toBeLessThanOrEqual(41_000)
  })

  it('is cut wherever it must be when it has no blank, and never inside a sign', () => {
    const text = '👍'.repeat(20_000)
    const parts = splitMessage(text)
    expect(parts.join('')).toBe(text)
    expect(parts.every((part) => part.isWellFormed())).toBe(true)
  })

  it('stays whole when it fits', () => {
    expect(splitMessage('a\n\nb')).toEqual(['a\n\nb'])
    expect(splitMessage('')).toEqual([''])
  })
})

describe('what a message is about', () => {
  it('is written as the Matrix specification says', () => {
    expect(replyRelation('$a')).toEqual({ 'm.relates_to': { 'm.in_reply_to': { event_id: '$a' } } })
    expect(threadRelation('$root', '$a')).toEqual({
      'm.relates_to': {
        rel_type: 'm.thread',
        event_id: '$root',
        is_falling_back: true,
        'm.in_reply_to': { event_id: '$a' },
      },
    })
    const content = { ...formatMessage('**nouveau**'), ...mentions([]) }
    expect(editContent('$a', content)).toEqual({
      msgtype: 'm.notice',
      body: '* nouveau',
      'm.mentions': {},
      'm.new_content': content,
      'm.relates_to': { rel_type: 'm.replace', event_id: '$a' },
    })
  })
})
