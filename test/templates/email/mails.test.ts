import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Notice } from '#core/diffusion/notice.ts'
import type { Mail } from '#templates/email/mail.ts'
import { createMailTemplates, type MailTemplates } from '#templates/render.ts'
import { expectInOrder } from './in-order.ts'
import { changesNotice, code, digestOf, follow, linked, rule, subscription, wholeNotice } from './samples.ts'

const links = { event: (number: string) => `https://vigie.exemple.fr/fiches/${number}` }
const nbsp = '\u00a0'
let templates: MailTemplates

beforeAll(async () => {
  templates = await createMailTemplates()
})

describe('the mail of a notice', () => {
  it('has a subject that names the product, the event, what happened and the title', () => {
    expect(templates.notice(wholeNotice, links).subject).toBe(
      `[Vigie] A-2026.12 – Publication${nbsp}: Listeria monocytogenes, Brie de Meaux (Ferme X)`,
    )
  })

  it('begins with who did what, then tells the whole record to who did not have it', () => {
    const { text } = templates.notice(wholeNotice, links)
    expectInOrder(text, [
      'Paul Roux (DDPP 34) a publié la fiche, le 22 novembre 2026',
      'A-2026.12 – Listeria monocytogenes, Brie de Meaux (Ferme X)',
      'Produit alimentaire, en cours. DDPP de l’Hérault, version 2.',
      'La fiche',
      'Autocontrôle positif sur 25 g.',
      'Pourquoi recevez-vous ce message',
      'Structure',
    ])
  })

  it('tells only what changed to who had an earlier version, with both values', () => {
    const { text } = templates.notice(changesNotice, links)
    expectInOrder(text, [
      'Retrait terminé',
      'Les deux magasins ont retiré le produit.',
      'Ce qui a changé depuis la version 2',
      'L2026-118, L2026-119 → L2026-118, L2026-119, L2026-120',
      '(vide) → Retrait et rappel',
    ])
    expect(text).not.toContain('La fiche')
    expect(text).toContain('Vue restreinte')
  })

  it('gives each reason with the link and the command that stop exactly that', () => {
    const { html, text } = templates.notice(wholeNotice, links)
    expectInOrder(text, [
      'Vous suivez cet évènement.',
      follow.link ?? '',
      'danger:listeria (dept:34 OU dept:30)',
      subscription.link ?? '',
      'la MUS est toujours informée',
      'ne s’arrête pas',
      `Ou, dans la messagerie, écrivez à Vigie${nbsp}: «${nbsp}ne plus suivre A-2026.12${nbsp}» ou «${nbsp}désabonner 3${nbsp}».`,
    ])
    expect(text.match(/écrivez à Vigie/g)).toHaveLength(1)
    expect(html).toContain(`<a href="${follow.link}"`)
  })

  it('shows the command alone when there is no link, and no link that is not http', () => {
    const bare = { ...follow, link: 'javascript:alert(1)' }
    const hostile = { ...wholeNotice, reasons: [bare], acknowledgeLink: 'javascript:alert(2)' }
    const { html, text } = templates.notice(hostile, {})
    expect(html).not.toContain('<a href')
    expect(html + text).not.toContain('javascript:')
    expect(text).toContain(
      `Pour l’arrêter, dans la messagerie, écrivez à Vigie${nbsp}: «${nbsp}ne plus suivre A-2026.12${nbsp}»`,
    )
  })

  it('cuts a text that would be clipped, and says where the rest is', () => {
    const long = {
      ...changesNotice,
      entry: { ...changesNotice.entry, body: { text: 'listeria '.repeat(20_000) } },
    }
    const { html, text } = templates.notice(long, links)
    expect(Buffer.byteLength(html)).toBeLessThan(100_000)
    expect(text).toContain('La suite est dans Vigie')
  })

  it('keeps the subject on one line', () => {
    const event = { ...wholeNotice.event, title: 'Brie\r\nBcc: tous@exemple.fr\n\u2028suite' }
    expect(templates.notice({ ...wholeNotice, event }, links).subject).toBe(
      `[Vigie] A-2026.12 – Publication${nbsp}: Brie Bcc: tous@exemple.fr suite`,
    )
  })
})

describe('the mail of a digest', () => {
  it('says in its subject and first line how many events and news, and for which time', () => {
    const { subject, text } = templates.digest(digestOf(3), links)
    expect(subject).toBe(`[Vigie] Récapitulatif du 24 novembre 2026${nbsp}: 3 évènements, 9 nouvelles`)
    expect(text.split('\n')[2]).toBe(
      `3 évènements, 9 nouvelles, du 23 novembre 2026 à 8${nbsp}h${nbsp}00 au 24 novembre 2026 à 8${nbsp}h${nbsp}00.`,
    )
  })

  it('tells each event in a block, its record once, its entries in order', () => {
    const { text } = templates.digest(digestOf(2), links)
    expectInOrder(text, [
      'A-2026.1 –',
      'a publié la fiche',
      'a écrit un message',
      'Analyse en cours',
      'a modifié la fiche',
      'A-2026.2 –',
    ])
    expect(text.match(/Autocontrôle positif/g)?.length).toBe(2)
  })

  it('lists each different reason once, and each follow by its event', () => {
    const { text } = templates.digest(digestOf(4), links)
    expect(text.match(/Arrêter l’abonnement/g)?.length).toBe(1)
    expect(text.match(/^ {2}Ne plus suivre A-2026\.\d/gm)?.length).toBe(4)
  })

  it('shows 20 events whole and 60 in one line, and counts the others', () => {
    const { text } = templates.digest(digestOf(90), links)
    expect(text.match(/^-{40}$/gm)?.length).toBe(20)
    expect(text.match(/^- A-2026\.\d+ \(en cours, 3 nouvelles\)/gm)?.length).toBe(60)
    expect(text).toContain('10 autres évènements')
    expect(text).toContain('Pour ne plus suivre un autre de ces évènements')
  })

  it.each([1, 20, 500])('stays under the size where mail readers clip with %s wordy events', (events) => {
    const { html } = templates.digest(digestOf(events, 'contamination &<"> '.repeat(2000)), links)
    expect(Buffer.byteLength(html)).toBeLessThan(100_000)
  })
})

describe('every mail', () => {
  const mails: readonly (() => Mail)[] = [
    () => templates.notice(wholeNotice, links),
    () => templates.notice(changesNotice, {}),
    () => templates.notice({ ...wholeNotice, reasons: [rule] }, links),
    () => templates.digest(digestOf(1), links),
    () => templates.digest(digestOf(90), links),
    () => templates.linkCode(code),
    () => templates.linked(linked),
    () => templates.linked({ ...linked, replaced: undefined }),
  ]

  it('says the same in HTML and in plain text, in the same order', () => {
    for (const mail of mails) {
      const { html, text } = mail()
      expect(wordsOfHtml(html)).toEqual(wordsOfText(text))
    }
  })

  it('is in French for a screen reader, with a title, headings in order and layout tables marked so', () => {
    for (const mail of mails) {
      const { html } = mail()
      expect(html).toMatch(/<html lang="fr"/)
      expect(html).toMatch(/<title>\[Vigie\] [^<]+<\/title>/)
      const levels = [...html.matchAll(/<h([1-6])/g)].map((match) => Number(match[1]))
      expect(levels.filter((level) => level === 1)).toEqual([1])
      for (const [at, level] of levels.entries()) expect(level).toBeLessThanOrEqual((levels[at - 1] ?? 0) + 1)
      expect(html.match(/<table(?![^>]*role="presentation")/g)).toBeNull()
      expect(html).not.toMatch(/<img|background-image|<script/)
    }
  })

  it('has a contrast of 4.5 or more for every colour of text on every ground it may stand on', () => {
    for (const mail of mails) {
      const { html } = mail()
      const colours = [...html.matchAll(/(?<![-a-z])color:\s?(#[0-9a-f]{6})/g)].map((match) => match[1] ?? '')
      const grounds = [...html.matchAll(/background(?:-color)?:\s?(#[0-9a-f]{6})/g)].map(
        (match) => match[1] ?? '',
      )
      const light = grounds.filter((ground) => luminance(ground) > 0.5)
      const dark = grounds.filter((ground) => luminance(ground) <= 0.5)
      expect([colours.length, light.length, dark.length].every((length) => length > 0)).toBe(true)
      for (const colour of colours)
        for (const ground of luminance(colour) > 0.5 ? dark : light)
          expect(contrast(colour, ground), `${colour} on ${ground}`).toBeGreaterThanOrEqual(4.5)
    }
  })

  it('names in each link what it leads to', () => {
    for (const mail of mails) {
      const texts = [...mail().html.matchAll(/<a [^>]+>([^<]+)</g)].map((match) => match[1] ?? '')
      expect(texts.filter((text) => !/\d/.test(text))).toEqual([])
    }
  })

  it('lets no text of a person become markup, whatever it holds', () => {
    const hostile = fc
      .array(
        fc.constantFrom(
          '<script>',
          '</p>',
          '"',
          "'",
          '&',
          '<%= it %>',
          '<%~ x %>',
          '-->',
          '<!--[if mso]>',
          '{{',
          '=>',
          '\u0000',
          '`',
          'é',
        ),
      )
      .map((parts) => `x${parts.join('')}`)
    const shape = (html: string) =>
      (html.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/aria-label="[^"]*"/, ''))
    const plain = shape(templates.notice(withText('x'), links).html)
    const digested = shape(templates.digest({ ...digestOf(0), notices: [withText('x')] }, links).html)
    const letter = (text: string) => ({ ...code, name: text, address: text })
    const coded = shape(templates.linkCode(letter('x')).html)
    const account = shape(templates.linked({ ...linked, ...letter('x'), replaced: 'x' }).html)
    fc.assert(
      fc.property(hostile, (text) => {
        const notice = withText(text)
        expect(shape(templates.notice(notice, links).html)).toEqual(plain)
        expect(shape(templates.digest({ ...digestOf(0), notices: [notice] }, links).html)).toEqual(digested)
        expect(shape(templates.linkCode(letter(text)).html)).toEqual(coded)
        expect(shape(templates.linked({ ...linked, ...letter(text), replaced: text }).html)).toEqual(account)
      }),
    )
  })
})

/** A notice that holds this text wherever a person may have written. */
function withText(text: string): Notice {
  return {
    ...wholeNotice,
    reader: { name: text, address: text },
    event: { ...wholeNotice.event, title: text, structure: text, kind: text },
    entry: {
      ...wholeNotice.entry,
      author: text,
      body: { title: text, text, changes: [{ field: text, label: text, before: text, after: text }] },
    },
    telling: { type: 'whole', fields: [{ label: text, value: text }] },
    reasons: [
      {
        reason: { type: 'subscription', id: 1, query: text },
        command: text,
        link: 'https://vigie.exemple.fr/arret/x',
      },
      { reason: { type: 'rule', code: text, reason: text } },
    ],
  }
}

function wordsOfHtml(html: string): string[] {
  const body = html
    .slice(html.indexOf('<body'))
    .replace(/<!--.*?-->/gs, '')
    .replace(/<a href="([^"]+)"[^>]*>([^<]+)<\/a>/g, '$2 : $1')
    .replace(/<br>|<\/(p|h\d|li|div)>/g, ' ')
    .replace(/<[^>]*>/g, '')
  const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' }
  return split(body.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => entities[name] ?? ''))
}

function wordsOfText(text: string): string[] {
  return split(text.replace(/^-{2,}$/gm, '').replace(/^- /gm, ''))
}

function split(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** Relative luminance of WCAG 2.1. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

it('does not give the changes of several agents to the one who made the last', () => {
  const telling = {
    type: 'changes',
    since: 1,
    changes: [{ field: 'brand', label: 'Marque', before: '', after: 'X' }],
  } as const
  const textOf = (more: object) =>
    templates.notice({ ...changesNotice, telling: { ...telling, ...more } }, {}).text
  expect(textOf({ others: true })).toContain('Ce qui a changé depuis la version 1, par plusieurs agents')
  expect(textOf({})).not.toContain('par plusieurs')
})
