import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import PostalMime, { type Email } from 'postal-mime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEmailChannel, type EmailChannel } from '#adapters/email/email.ts'
import { settableClock } from '#core/clock.ts'
import type { Message } from '#core/diffusion/channel.ts'
import type { Notice } from '#core/diffusion/notice.ts'
import { createMailTemplates } from '#templates/render.ts'
import { digestOf, follow, rule, subscription, wholeNotice } from '#test/templates/email/samples.ts'

const templates = await createMailTemplates()
const clock = settableClock('2026-11-22T07:06:00Z')
let folder: string
let channel: EmailChannel
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-mail-'))
  const transport = { type: 'folder', path: join(folder, 'deep', 'er') } as const
  channel = createEmailChannel(
    { from: 'Vigie sanitaire <vigie@exemple.fr>', transport, links: {} },
    templates,
    clock,
  )
})
afterAll(() => rm(folder, { recursive: true }))

const address = 'claire.vidal@exemple.gouv.fr'
const notice = (changes: Partial<Notice> = {}): Message => ({
  type: 'notice',
  notice: { ...wholeNotice, ...changes },
})

async function written(key: string, message: Message, to = address): Promise<{ mail: Email; raw: string }> {
  await channel.send(key, to, message)
  const raw = await readFile(join(folder, 'deep', 'er', `${key}.eml`), 'latin1')
  return { mail: await PostalMime.parse(Buffer.from(raw, 'latin1')), raw }
}

function header(mail: Email, name: string): string | undefined {
  return mail.headers.find(({ key }) => key === name)?.value
}

describe('the message of a notice', () => {
  it('shows neither in its subject nor in the name of its reader what turns the direction of writing', async () => {
    const { event } = wholeNotice
    const { mail } = await written(
      'tourne',
      notice({
        event: { ...event, title: `Brie \u202E${event.title}\u2066` },
        reader: { ...wholeNotice.reader, name: 'Claire\u200B \u202EVidal\n' },
      }),
    )
    expect(mail.subject).toContain(`Brie ${event.title}`)
    expect(mail.to?.[0]?.name).toBe('Claire Vidal')
  })

  it('has its key as Message-ID, the clock’s date, the event’s thread, and says that a machine wrote it', async () => {
    const { mail } = await written('k1', notice())
    expect(mail.messageId).toBe('<k1@exemple.fr>')
    expect(mail.date).toBe('2026-11-22T07:06:00.000Z')
    expect(mail.inReplyTo).toBe('<A-2026.12@exemple.fr>')
    expect(mail.references).toBe('<A-2026.12@exemple.fr>')
    expect(header(mail, 'auto-submitted')).toBe('auto-generated')
    expect(mail.from).toMatchObject({ name: 'Vigie sanitaire', address: 'vigie@exemple.fr' })
    expect(mail.to).toMatchObject([{ name: 'Claire Vidal', address }])
    expect(mail.subject).toContain('A-2026.12')
  })

  it('tells filters the reason, the event and the type of entry', async () => {
    const { mail } = await written('k2', notice({ reasons: [follow, subscription, rule] }))
    expect(header(mail, 'x-vigie-reason')).toBe('follow, subscription-3, rule-mus')
    expect(header(mail, 'x-vigie-event')).toBe('A-2026.12')
    expect(header(mail, 'x-vigie-entry')).toBe('published')
  })

  it('offers the client’s unsubscribe button when one link stops it, and not when there are two or none', async () => {
    const { mail: one } = await written('k3', notice({ reasons: [follow, rule] }))
    expect(header(one, 'list-unsubscribe')).toBe(`<${follow.link}>`)
    expect(header(one, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
    const { mail: two } = await written('k4', notice({ reasons: [follow, subscription] }))
    const { mail: none } = await written('k5', notice({ reasons: [rule] }))
    for (const mail of [two, none])
      expect([header(mail, 'list-unsubscribe'), header(mail, 'list-unsubscribe-post')]).toEqual([
        undefined,
        undefined,
      ])
  })

  it('promises no one-click stop over a link without TLS', async () => {
    const { mail } = await written(
      'k6',
      notice({ reasons: [{ ...follow, link: 'http://localhost:8080/arret/x' }] }),
    )
    expect(header(mail, 'list-unsubscribe')).toBe('<http://localhost:8080/arret/x>')
    expect(header(mail, 'list-unsubscribe-post')).toBeUndefined()
  })

  it('gets no header from what people wrote', async () => {
    const evil = 'x\r\nBcc: tous@exemple.fr\r\n\r\n<script>'
    const { mail, raw } = await written(
      'k7',
      notice({
        reader: { name: evil, address },
        event: { ...wholeNotice.event, title: evil },
        reasons: [
          { reason: { type: 'rule', code: evil, reason: evil } },
          { ...follow, link: `https://vigie.exemple.fr/${evil}` },
        ],
      }),
    )
    expect(mail.bcc).toBeUndefined()
    const { mail: plain } = await written('k7-plain', notice({ reasons: [rule, follow] }))
    expect(mail.headers.map(({ key }) => key).toSorted()).toEqual(
      plain.headers.map(({ key }) => key).toSorted(),
    )
    expect(raw.split('\r\n\r\n', 1)[0]).not.toMatch(/^Bcc:/im)
  })

  it('has a plain text and an HTML part', async () => {
    const { mail } = await written('k8', notice())
    expect(mail.text).toContain('Autocontrôle positif sur 25 g.')
    expect(mail.html).toContain('<html lang="fr"')
  })
})

describe('the message of a digest', () => {
  it('has no thread, and the unsubscribe button only when a single link is in it', async () => {
    const { mail } = await written('d1', { type: 'digest', digest: digestOf(2) })
    expect(mail.inReplyTo).toBeUndefined()
    expect(header(mail, 'list-unsubscribe')).toBeUndefined()
    const single = { ...digestOf(0), notices: [{ ...wholeNotice, reasons: [subscription] }] }
    const { mail: one } = await written('d2', { type: 'digest', digest: single })
    expect(header(one, 'list-unsubscribe')).toBe(`<${subscription.link}>`)
  })
})

describe('the folder', () => {
  it('holds the message and the page of each key, and no draft', async () => {
    await written('f1', notice())
    const files = await readdir(join(folder, 'deep', 'er'))
    expect(files).toEqual(expect.arrayContaining(['f1.eml', 'f1.html']))
    expect(files.filter((name) => !/^[\w-]+\.(eml|html)$/.test(name))).toEqual([])
  })

  it('is for its owner alone, and so is each of its files', async () => {
    await written('f3', notice())
    const modes = [
      join('deep'),
      join('deep', 'er'),
      join('deep', 'er', 'f3.eml'),
      join('deep', 'er', 'f3.html'),
    ]
    const seen = await Promise.all(modes.map(async (path) => (await stat(join(folder, path))).mode & 0o777))
    expect(seen).toEqual([0o700, 0o700, 0o600, 0o600])
  })

  it('does not rewrite a message that is there', async () => {
    await written('f2', notice())
    const path = join(folder, 'deep', 'er', 'f2.eml')
    await writeFile(path, 'as the recipient left it')
    const before = await stat(path)
    expect(await channel.send('f2', address, notice())).toEqual({
      state: 'delivered',
      receipt: '<f2@exemple.fr>',
    })
    expect(await readFile(path, 'utf8')).toBe('as the recipient left it')
    expect((await stat(path)).mtimeMs).toBe(before.mtimeMs)
  })
})

describe('the channel of e-mail', () => {
  it.each([
    '',
    'claire',
    'a b@exemple.fr',
    'a@exemple.fr, b@exemple.fr',
    'a@exemple.fr\r\nBcc: b@exemple.fr',
    '<a@exemple.fr>',
    'a@exemple..fr',
    `${'a'.repeat(260)}@exemple.fr`,
  ])('refuses « %s » as an address', async (wrong) => {
    expect(await channel.send('bad', wrong, notice())).toEqual({ state: 'refused', why: 'address-invalid' })
  })

  it('takes no key that is not a plain name', async () => {
    for (const key of ['../up', 'a/b', '', '..', 'a b', 'a\r\nb'])
      await expect(channel.send(key, address, notice())).rejects.toThrow('is not a key')
  })

  it('does not start with a sender that is not an address', () => {
    const transport = { type: 'folder', path: folder } as const
    for (const from of ['Vigie', 'Vigie <vigie>x', 'a@b\r\nBcc: c@d'])
      expect(() => createEmailChannel({ from, transport, links: {} }, templates, clock)).toThrow(
        'is not a sender',
      )
  })
})

describe('a mail about an account', () => {
  it('says that a machine wrote it, belongs to no thread, and is not rewritten under the same key', async () => {
    const letter = { name: 'Claire Vidal', code: '04718239', address: '@claire:agent.fr', minutes: 15 }
    const read = async (key: string) =>
      PostalMime.parse(await readFile(join(folder, 'deep', 'er', `${key}.eml`)))
    const outcome = { state: 'delivered', receipt: '<link-1@exemple.fr>' }
    expect(await channel.sendLinkCode('link-1', address, letter)).toEqual(outcome)
    const mail = await read('link-1')
    expect(header(mail, 'auto-submitted')).toBe('auto-generated')
    expect(header(mail, 'x-vigie-reason')).toBe('account')
    expect(mail.inReplyTo).toBeUndefined()
    expect(mail.to).toMatchObject([{ name: 'Claire Vidal', address }])
    expect(await channel.sendLinkCode('link-1', address, { ...letter, code: '99999999' })).toEqual(outcome)
    expect((await read('link-1')).text).toContain('04\u00a071\u00a082\u00a039')
    const linked = {
      name: 'Claire Vidal',
      address: '@claire:agent.fr',
      replaced: undefined,
      at: '2026-11-22T07:06:00Z',
    }
    await channel.sendLinked('linked-1', address, linked)
    expect((await read('linked-1')).subject).toContain('compte Tchap')
  })

  it('is refused for an address that cannot receive', async () => {
    const letter = { name: 'x', code: '04718239', address: '@x:y', minutes: 15 }
    expect(await channel.sendLinkCode('link-2', 'claire vidal@x.fr', letter)).toEqual({
      state: 'refused',
      why: 'address-invalid',
    })
  })
})
