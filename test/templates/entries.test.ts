import { beforeAll, describe, expect, it } from 'vitest'
import type { EntryBrief, Notice } from '#core/diffusion/notice.ts'
import { entryLines } from '#templates/chat/card.ts'
import { wordNotice } from '#templates/chat/notice.ts'
import { createMailTemplates, type MailTemplates } from '#templates/render.ts'
import { documentLine, entrySentence, fileSize } from '#templates/words.ts'
import { changesNotice } from './email/samples.ts'

let mails: MailTemplates
beforeAll(async () => {
  mails = await createMailTemplates()
})

const at = '2026-11-22T07:05:00Z'
const photo = { id: 1, name: 'photo.jpg', mediaType: 'image/jpeg', size: 1_258_291, sha256: 'f'.repeat(64) }
const claire = 'Claire Vidal (DDPP 34)'
const message: EntryBrief = { type: 'message', rank: 3, at, author: claire, body: { text: 'Lot L1 positif' } }
const said = { by: 'Anne Morel (MUS)', at }
const about = { rank: 3, type: 'message', author: claire, at } as const
const correction: EntryBrief = {
  type: 'correction',
  rank: 4,
  at,
  author: claire,
  body: { of: 3, text: 'Lot L2 positif', said: { by: claire, at } },
  about: { ...about, before: 'Lot L1 positif' },
}
const withdrawal: EntryBrief = {
  ...correction,
  type: 'withdrawal',
  rank: 5,
  body: { of: 3, said: { by: claire, at } },
  about,
}
const withdrawn: EntryBrief = { ...message, body: {}, withdrawn: { rank: 5, at } }

const spaces = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ')
/** What a reader of HTML sees. */
const seen = (html: string): string =>
  html
    .replaceAll(/<(style|title)[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll(/\s+/g, ' ')
const noticeOf = (entry: EntryBrief): Notice => ({
  ...changesNotice,
  entry,
  telling: { type: 'changes', since: 4, changes: [] },
})

describe('the sentence of an entry', () => {
  it.each<[EntryBrief, string]>([
    [
      { ...message, body: { ...message.body, said } },
      `${claire} a consigné un message d’Anne Morel (MUS), écrit le 22 novembre 2026 à 8 h 05`,
    ],
    [{ ...message, corrected: { rank: 4, text: 'x', at } }, `${claire} a écrit un message, corrigé depuis`],
    [withdrawn, `${claire} a écrit un message, retiré depuis`],
    [{ ...message, type: 'document', body: { documents: [photo] } }, `${claire} a joint un document`],
    [
      { ...message, type: 'document', body: { documents: [photo, photo], said } },
      `${claire} a consigné 2 documents d’Anne Morel (MUS), envoi du 22 novembre 2026 à 8 h 05`,
    ],
    [correction, `${claire} a corrigé son message du 22 novembre 2026 à 8 h 05 (entrée n° 3)`],
    [
      { ...correction, author: 'Vigie', body: { ...correction.body, said: { by: 'Luc Externe', at } } },
      `Luc Externe a corrigé le message de ${claire} du 22 novembre 2026 à 8 h 05 (entrée n° 3)`,
    ],
    [
      { ...withdrawal, about: { ...about, type: 'document' } },
      `${claire} a retiré son envoi de documents du 22 novembre 2026 à 8 h 05 (entrée n° 3)`,
    ],
  ])('%#: says who did what to what', (entry, expected) => {
    expect(spaces(entrySentence(entry))).toBe(expected)
  })
})

describe('a document', () => {
  it('is named with its size in units that people know', () => {
    expect(spaces(documentLine(photo))).toBe('photo.jpg, 1,2 Mo')
    expect([0, 1023, 1024, 300_000, 25 * 1024 * 1024].map((size) => spaces(fileSize(size)))).toEqual([
      '0 o',
      '1 023 o',
      '1 Ko',
      '293 Ko',
      '25 Mo',
    ])
  })

  it('is listed in the timeline and in notices, and what its name holds is no formatting', () => {
    const documents = [{ ...photo, name: '**gras**](x).jpg' }]
    const entry: EntryBrief = { ...message, body: { text: 'Voir', documents } }
    for (const text of [entryLines(entry), wordNotice(noticeOf(entry)).text]) {
      expect(spaces(text)).toContain('- ∗∗gras∗∗] (x).jpg, 1,2 Mo')
    }
  })

  it('is listed by mails in HTML and in plain text, with a link only when it has an address', () => {
    const entry: EntryBrief = { ...message, body: { text: 'Voir', documents: [photo] } }
    const plain = mails.notice(noticeOf(entry), {})
    for (const text of [plain.text, seen(plain.html)]) {
      expect(spaces(text)).toMatch(/Voir\s+Document joint\s+(- )?photo\.jpg, 1,2 Mo/)
    }
    expect(plain.html).not.toContain('photo.jpg</a>')
    const links = { document: (number: string, id: number) => `https://vigie.example/${number}/${id}` }
    const linked = mails.notice(noticeOf(entry), links)
    expect(linked.html).toContain('<a href="https://vigie.example/A-2026.12/1"')
    expect(spaces(linked.text)).toContain('- photo.jpg, 1,2 Mo : https://vigie.example/A-2026.12/1')
    const digest = mails.digest(
      { reader: changesNotice.reader, from: at, to: at, notices: [noticeOf(entry)] },
      links,
    )
    for (const text of [digest.text, seen(digest.html)]) expect(spaces(text)).toContain('photo.jpg, 1,2 Mo')
  })
})

describe('a correction', () => {
  it('shows before and after in the chat and in the mail, and its mail is called by what it is', () => {
    const mail = mails.notice(noticeOf(correction), {})
    for (const text of [
      wordNotice(noticeOf(correction)).text,
      entryLines(correction),
      mail.text,
      seen(mail.html),
    ]) {
      expect(spaces(text)).toMatch(/Avant : Lot L1 positif\s+Après : Lot L2 positif/)
    }
    expect(spaces(mail.subject)).toContain('A-2026.12 – Message corrigé :')
  })

  it('leaves the message with its new words', () => {
    const text = entryLines({ ...message, corrected: { rank: 4, text: 'Lot L2 positif', at } })
    expect(text).toContain('Lot L2 positif')
    expect(text).not.toContain('Lot L1')
  })

  it('of a file without words says so', () => {
    const entry: EntryBrief = { ...correction, about: { ...about, type: 'document', before: '' } }
    expect(spaces(entryLines(entry))).toContain('Avant : (sans texte)')
  })
})

describe('a withdrawal', () => {
  it('says whose message is withdrawn and what it was, and never looks like the withdrawal of a product', () => {
    const mail = mails.notice(noticeOf(withdrawal), {})
    for (const text of [wordNotice(noticeOf(withdrawal)).text, mail.text, seen(mail.html)]) {
      expect(spaces(text)).toContain(
        `${claire} a retiré son message du 22 novembre 2026 à 8 h 05 (entrée n° 3)`,
      )
    }
    expect(spaces(mail.subject)).toContain('A-2026.12 – Message retiré :')
  })
})
