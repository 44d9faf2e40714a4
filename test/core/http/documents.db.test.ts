import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '#core/context.ts'
import { openInterests } from '#core/diffusion/interests.ts'
import { attachDocuments } from '#core/documents/attach.ts'
import { consignMessage } from '#core/events/consign.ts'
import { correctConsigned } from '#core/events/correct.ts'
import { withdrawConsigned } from '#core/events/withdraw.ts'
import { attachment } from '#core/http/content-disposition.ts'
import { documentsSchema } from '#core/http/shapes/document.ts'
import { entriesSchema } from '#core/http/shapes/entry.ts'
import { type Harness, startHarness } from './harness.ts'

let here: Harness
let claire: Context
beforeAll(async () => {
  here = await startHarness()
  const { store, clock, people } = here
  const interests = await openInterests(store)
  claire = { store, clock, interests, actor: { type: 'agent', agent: people.claire } }
})
afterAll(async () => {
  await claire.interests.close()
  await here[Symbol.asyncDispose]()
})

const complete = {
  type: 'alerte-locale',
  receptionDate: '2026-11-20',
  source: 'consommateur',
  description: 'Un consommateur signale une odeur.',
  denomination: 'Brie de Meaux',
  brand: 'Ferme des Causses',
}
const page = {
  name: 'page « été ».xml',
  mediaType: 'application/xml',
  bytes: Buffer.from('<script>alert(1)</script>'),
}
const photo = {
  name: 'lot.png',
  mediaType: 'image/png',
  bytes: Buffer.from('\x89PNG\r\n\x1a\n\xff\0', 'latin1'),
}
const source = { provider: 'matrix', messageId: '$1' }

async function draft(): Promise<string> {
  const opened = await here.as('claire', 'POST', '/v1/events', { kind: 'food-product', fields: complete })
  return opened.body.number
}
async function published(): Promise<string> {
  const number = await draft()
  await here.as('claire', 'POST', `/v1/events/${number}/publish`)
  return number
}

describe('GET /v1/events/:number/documents', () => {
  it('lists the documents with who added them', async () => {
    const number = await published()
    await attachDocuments(claire, { number, files: [photo, page] })
    const { status, body } = await here.as('marc', 'GET', `/v1/events/${number}/documents`)
    expect(status).toBe(200)
    expect(documentsSchema.parse(body)).toEqual(body)
    expect(body.documents).toMatchObject([
      {
        id: 1,
        name: 'lot.png',
        mediaType: 'image/png',
        size: 10,
        rank: 3,
        author: expect.stringContaining('Vidal'),
      },
      { id: 2, name: 'page « été ».xml', mediaType: 'application/octet-stream' },
    ])
  })

  it('does not reveal the draft of another structure', async () => {
    const number = await draft()
    expect((await here.as('marc', 'GET', `/v1/events/${number}/documents`)).status).toBe(404)
    const one = await here.as('marc', 'GET', `/v1/events/${number}/documents/1`)
    expect([one.status, one.body.type]).toEqual([404, 'urn:vigie:problem:event-not-found'])
    expect((await here.as('claire', 'GET', `/v1/events/${number}/documents`)).body).toEqual({ documents: [] })
  })
})

describe('GET /v1/events/:number/documents/:id', () => {
  it('gives the very bytes, to be saved and never shown', async () => {
    const number = await published()
    await attachDocuments(claire, { number, files: [photo, page] })
    const url = `/v1/events/${number}/documents`
    const headers = { authorization: `Bearer ${here.tokens.marc}` }
    const image = await here.app.inject({ url: `${url}/1`, headers })
    expect(Buffer.compare(image.rawPayload, photo.bytes)).toBe(0)
    expect(image.headers['content-type']).toBe('image/png')
    const html = await here.app.inject({ url: `${url}/2`, headers })
    expect(html.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition':
        'attachment; filename="page _ ete _.xml"; filename*=UTF-8\'\'page%20%C2%AB%20%C3%A9t%C3%A9%20%C2%BB.xml',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringMatching(/^sandbox;/),
      'cache-control': 'private, no-cache',
    })
  })

  it('answers 304 to the tag of the same content, and only to who may see it', async () => {
    const number = await published()
    await attachDocuments(claire, { number, files: [photo] })
    const url = `/v1/events/${number}/documents/1`
    const first = await here.as('marc', 'GET', url)
    expect(first.headers.etag).toMatch(/^"[0-9a-f]{64}"$/)
    const tag = { 'if-none-match': String(first.headers.etag) }
    const again = await here.as('marc', 'GET', url, undefined, tag)
    expect([again.status, again.text]).toEqual([304, ''])
    expect((await here.as('marc', 'GET', url, undefined, { 'if-none-match': '"0"' })).status).toBe(200)
    expect((await here.app.inject({ url, headers: tag })).statusCode).toBe(401)
  })

  it('refuses a number that no document has, whatever it looks like', async () => {
    const number = await published()
    await attachDocuments(claire, { number, files: [photo] })
    for (const id of ['2', '0', '-1', 'abc', '1e0', "1'--", '99999999999999999999']) {
      const answer = await here.as('marc', 'GET', `/v1/events/${number}/documents/${encodeURIComponent(id)}`)
      expect([id, answer.status, answer.body.type]).toEqual([id, 404, 'urn:vigie:problem:document-not-found'])
    }
  })
})

describe('the entries of a message that was consigned', () => {
  it('say who wrote it, what it was corrected to, and hide what was taken back, documents included', async () => {
    const number = await published()
    const said = { by: 'Luc Externe', at: '2026-11-22T07:00:00Z' }
    await consignMessage(claire, {
      number,
      text: 'faux',
      by: { name: said.by },
      at: said.at,
      files: [photo],
      source,
    })
    await correctConsigned(claire, { ...source, text: 'vrai', at: '2026-11-22T07:10:00Z' })
    const url = `/v1/events/${number}`
    const corrected = await here.as('marc', 'GET', `${url}/entries`)
    expect(entriesSchema.parse(corrected.body)).toEqual(corrected.body)
    expect(corrected.body.entries.slice(2)).toMatchObject([
      { type: 'message', text: 'faux', said, corrected: { rank: 4, text: 'vrai' }, documents: [{ id: 1 }] },
      { type: 'correction', of: 3, text: 'vrai', about: { rank: 3, author: 'Luc Externe', before: 'faux' } },
    ])
    const tag = { 'if-none-match': String((await here.as('marc', 'GET', url)).headers.etag) }
    await withdrawConsigned(claire, { ...source, at: '2026-11-22T07:20:00Z' })
    expect((await here.as('marc', 'GET', url, undefined, tag)).status).toBe(200)
    const whole = await here.as('marc', 'GET', `${url}/entries`)
    expect(whole.text).not.toMatch(/faux|vrai|lot\.png/)
    expect(whole.body.entries[2]).toMatchObject({ type: 'message', withdrawn: { rank: 5 } })
    expect((await here.as('marc', 'GET', `${url}/documents/1`)).status).toBe(404)
  })

  it('is read by pages, each of which tells where the next begins, with what was said of it since', async () => {
    const number = await published()
    const url = `/v1/events/${number}/entries`
    const source = { provider: 'matrix', room: '!r:x', messageId: '$paged:x' } as const
    const said = { by: { name: 'Luc Externe' }, at: '2026-11-22T07:00:00Z', files: [] }
    await consignMessage(claire, { number, text: 'faux', ...said, source })
    for (const text of ['Un.', 'Deux.']) await here.as('marc', 'POST', url, { type: 'note', text })
    await correctConsigned(claire, { ...source, text: 'vrai', at: '2026-11-22T07:10:00Z' })
    const page = async (asked: string) => {
      const { body } = await here.as('marc', 'GET', `${url}?${asked}`)
      expect(entriesSchema.parse(body)).toEqual(body)
      return { ...body, entries: body.entries.map(({ rank }: { rank: number }) => rank) }
    }
    expect(await page('limit=4')).toEqual({ entries: [1, 2, 3, 4], total: 6, next: 4 })
    expect(await page('limit=4&after=4')).toEqual({ entries: [5, 6], total: 6 })
    expect(await page('after=6')).toEqual({ entries: [], total: 6 })
    const { body } = await here.as('marc', 'GET', `${url}?after=2&limit=1`)
    expect(body.entries).toMatchObject([{ rank: 3, text: 'faux', corrected: { rank: 6, text: 'vrai' } }])
    expect((await here.as('marc', 'GET', `${url}?limit=501`)).status).toBe(400)
  })
})

describe('the name in Content-Disposition', () => {
  it.each([
    ['a.pdf', 'attachment; filename="a.pdf"; filename*=UTF-8\'\'a.pdf'],
    ['a"b\\c%41.pdf', 'attachment; filename="a_b_c_41.pdf"; filename*=UTF-8\'\'a%22b%5Cc%2541.pdf'],
    ["l'œuf (1).pdf", "attachment; filename=\"l'_uf (1).pdf\"; filename*=UTF-8''l%27%C5%93uf%20%281%29.pdf"],
    ['😀.png', 'attachment; filename="_.png"; filename*=UTF-8\'\'%F0%9F%98%80.png'],
  ])('%j is written for old and new readers', (name, header) => {
    expect(attachment(name)).toBe(header)
  })
})
