import { describe, expect, it } from 'vitest'
import { decideIncoming, type PlainEvent } from '#adapters/matrix/client/decide-incoming.ts'

const me = '@vigie:agent.example'
const base = { room: '!r:a', id: '$e', type: 'm.room.message', sender: '@alice:a', at: 1_700_000_000_000 }
const said = (content: object, more: Partial<PlainEvent> = {}) =>
  decideIncoming({ ...base, content, ...more }, me)
const text = (body: string) => ({ msgtype: 'm.text', body })

describe('a message', () => {
  it('has its words and when it was said', () => {
    expect(said(text('bonjour'))).toMatchObject({
      type: 'message',
      body: 'bonjour',
      mentions: [],
      at: Temporal.Instant.from('2023-11-14T22:13:20Z'),
    })
  })

  it('of the bot’s own is none', () => {
    expect(said(text('moi'), { sender: me })).toBeUndefined()
  })

  it('relates to nothing by what is no name: the database would refuse it', () => {
    const relation = { 'm.in_reply_to': { event_id: '$q\u0000' } }
    expect(said(text('oui'), { relation })).not.toHaveProperty('replyTo')
    const thread = { rel_type: 'm.thread', event_id: '$\ud800' }
    expect(said(text('oui'), { relation: thread })).not.toHaveProperty('thread')
    expect(said({}, { type: 'm.room.redaction', redacts: '$e' })).toMatchObject({ of: '$e' })
    expect(said({ redacts: '\u0000' }, { type: 'm.room.redaction' })).toBeUndefined()
  })

  it('answers another, without repeating it', () => {
    expect(
      said(text('> <@bob:a> question\n> suite\n\nréponse'), {
        relation: { 'm.in_reply_to': { event_id: '$q' } },
      }),
    ).toMatchObject({ body: 'réponse', replyTo: '$q' })
  })

  const answer = { relation: { 'm.in_reply_to': { event_id: '$q' } } }
  const html = (own: string) => ({
    format: 'org.matrix.custom.html',
    formatted_body: `<mx-reply><blockquote>q</blockquote></mx-reply>${own}`,
  })
  it.each([
    ['an emote', text('> * <@bob:a> salue\n\nréponse'), 'réponse'],
    ['CRLF', text('> <@bob:a> question\r\n> suite\r\n\r\nréponse\r\nfin'), 'réponse\nfin'],
    ['an answer that quotes', text('> <@bob:a> question\n\n> 5 cas\nconfirmé'), '> 5 cas\nconfirmé'],
    ['a quotation only', text('> 5 cas confirmés\n\noui'), '> 5 cas confirmés\n\noui'],
    ['a quotation of a tag', text('> <b>5 cas</b>\n\noui'), '> <b>5 cas</b>\n\noui'],
    ['no empty line', text('> <@bob:a> dit cela\noui'), '> <@bob:a> dit cela\noui'],
    ['no empty line, HTML', { ...text('> <@bob:a> dit\noui'), ...html('oui') }, 'oui'],
    [
      'lines of its own, HTML',
      { ...text('> <@bob:a> q\n\n> 5 cas\noui'), ...html('<blockquote>5 cas</blockquote>oui') },
      '> 5 cas\noui',
    ],
  ])('answers another with what it says itself: %s', (_, content, body) => {
    expect(said(content, answer)).toMatchObject({ body })
  })

  it('that answers none keeps all its lines', () => {
    const body = '> <@bob:a> question\n\nréponse'
    expect(said(text(body))).toMatchObject({ body })
    expect(said({ ...text('> 5 cas\n\noui'), ...html('oui') }, answer)).toMatchObject({
      body: '> 5 cas\n\noui',
    })
  })

  it.each([
    ['plain', text('> <@bob:a> q\n\nréponse'), 'réponse'],
    ['emote', text('> * <@bob:a> q\r\n\r\nréponse'), 'réponse'],
    ['HTML', { ...text('> <@bob:a> q\n\nréponse'), ...html('réponse') }, 'réponse'],
    [
      'HTML without it',
      { ...text('> <@bob:a> q\n\noui'), format: 'org.matrix.custom.html', formatted_body: 'oui' },
      '> <@bob:a> q\n\noui',
    ],
    ['its own quotation', text('> 5 cas\n\noui'), '> 5 cas\n\noui'],
  ])('is corrected without the quotation that the correction repeats: %s', (_, content, body) => {
    const edit = { ...text('* x'), 'm.new_content': content }
    expect(said(edit, { relation: { rel_type: 'm.replace', event_id: '$m' } })).toMatchObject({ body })
  })

  it('calls those whose ids are among things that are none', () => {
    const content = { ...text('aide'), 'm.mentions': { user_ids: ['@vigie:a', 3, null] } }
    expect(said(content)).toMatchObject({ mentions: ['@vigie:a'] })
  })

  it('does not call whom it only quotes', () => {
    const quoted =
      '<mx-reply><a href="https://matrix.to/#/@bob:a">Bob</a></mx-reply><a href="matrix:u/carl:a">Carl</a>'
    const content = { ...text('x'), format: 'org.matrix.custom.html', formatted_body: quoted }
    expect(said(content, answer)).toMatchObject({ mentions: ['@carl:a'] })
  })

  it('stands in a thread, where what only older clients are told is no answer', () => {
    const thread = { rel_type: 'm.thread', event_id: '$root', 'm.in_reply_to': { event_id: '$last' } }
    expect(said(text('a'), { relation: { ...thread, is_falling_back: true } })).toMatchObject({
      thread: '$root',
    })
    expect(said(text('a'), { relation: { ...thread, is_falling_back: true } })).not.toHaveProperty('replyTo')
    expect(said(text('a'), { relation: thread })).toMatchObject({ thread: '$root', replyTo: '$last' })
  })

  it('calls who is mentioned and who is linked to, once', () => {
    const html =
      'Voir <a href="https://matrix.to/#/%40bob%3Aa">Bob</a>, <a href="https://matrix.to/#/@carl:a">Carl</a>'
    expect(
      said({
        ...text('Voir Bob, Carl'),
        format: 'org.matrix.custom.html',
        formatted_body: html,
        'm.mentions': { user_ids: [me, '@bob:a'] },
      }),
    ).toMatchObject({ mentions: [me, '@bob:a', '@carl:a'], formatted: html })
  })

  it('that is malformed is none, and parts of it that are do no harm', () => {
    expect(said({ msgtype: 'm.text' })).toBeUndefined()
    expect(said({ ...text('a'), 'm.mentions': 'x', info: 3, file: [] })).toMatchObject({
      body: 'a',
      mentions: [],
    })
  })

  it('is edited by what replaces it', () => {
    const content = { ...text('* b'), 'm.new_content': text('b') }
    expect(said(content, { relation: { rel_type: 'm.replace', event_id: '$m' } })).toMatchObject({
      type: 'edit',
      of: '$m',
      body: 'b',
    })
    expect(said(text('* b'), { relation: { rel_type: 'm.replace', event_id: '$m' } })).toBeUndefined()
  })
})

describe('a file', () => {
  const file = { url: 'mxc://a/b', key: { k: 'K' }, iv: 'I', hashes: { sha256: 'H' } }

  it('has its secrets, and no words when its body is its name', () => {
    expect(
      said({ msgtype: 'm.image', body: 'a.png', info: { mimetype: 'image/png', size: 3 }, file }),
    ).toMatchObject({
      body: '',
      file: {
        name: 'a.png',
        mediaType: 'image/png',
        size: 3,
        url: 'mxc://a/b',
        sealed: { key: 'K', iv: 'I', sha256: 'H' },
      },
    })
  })

  it('has a caption when its name is said apart', () => {
    expect(
      said({ msgtype: 'm.file', body: 'le rapport', filename: 'r.pdf', url: 'mxc://a/c' }),
    ).toMatchObject({ body: 'le rapport', file: { name: 'r.pdf', url: 'mxc://a/c' } })
  })
})

describe('what is no message', () => {
  it('is a reaction', () => {
    expect(
      said({}, { type: 'm.reaction', relation: { rel_type: 'm.annotation', event_id: '$m', key: '👍' } }),
    ).toMatchObject({ type: 'reaction', of: '$m', key: '👍' })
  })

  it('is a redaction, said where the room’s version says it', () => {
    expect(said({ redacts: '$m', reason: 'erreur' }, { type: 'm.room.redaction' })).toMatchObject({
      type: 'redaction',
      of: '$m',
      reason: 'erreur',
    })
    expect(said({}, { type: 'm.room.redaction', redacts: '$m' })).toMatchObject({ of: '$m' })
    expect(said({}, { type: 'm.room.redaction' })).toBeUndefined()
  })

  it('is a change of members, also of the bot’s and by it', () => {
    expect(
      said(
        { membership: 'leave' },
        { type: 'm.room.member', stateKey: '@bob:a', sender: me, before: { membership: 'join' } },
      ),
    ).toMatchObject({ type: 'member', user: '@bob:a', membership: 'leave', before: 'join', by: me })
  })

  it('is a room that another replaces', () => {
    expect(said({ replacement_room: '!n:a' }, { type: 'm.room.tombstone', stateKey: '' })).toMatchObject({
      type: 'tombstone',
      replacement: '!n:a',
    })
  })

  it('or nothing that the bot knows', () => {
    expect(said({}, { type: 'm.poll.start' })).toBeUndefined()
  })
})
