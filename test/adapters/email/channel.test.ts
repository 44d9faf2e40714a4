import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { createEmailChannel } from '#adapters/email/email.ts'
import { settableClock } from '#core/clock.ts'
import { createMailTemplates } from '#templates/render.ts'
import { channelContract } from '#test/contracts/channel.ts'
import { smtpPeer } from './smtp-peer.ts'

const clock = settableClock('2026-11-22T07:06:00Z')
const common = { address: 'claire.vidal@exemple.gouv.fr', badAddress: 'claire vidal@exemple.gouv.fr' }

channelContract('of e-mail to a folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-mail-'))
  const channel = createEmailChannel(
    { from: 'Vigie <vigie@localhost>', transport: { type: 'folder', path: folder }, links: {} },
    await createMailTemplates(),
    clock,
  )
  const seen: string[] = []
  return {
    ...common,
    channel,
    shown: async () => {
      const files = (await readdir(folder)).filter((name) => name.endsWith('.eml'))
      seen.push(...files.filter((name) => !seen.includes(name)).toSorted())
      return Promise.all(
        seen.map(async (name) => (await PostalMime.parse(await readFile(join(folder, name)))).text ?? ''),
      )
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
})

channelContract('of e-mail over SMTP', async () => {
  const peer = await smtpPeer()
  const channel = createEmailChannel(
    { from: 'Vigie <vigie@localhost>', transport: { type: 'smtp', plain: true, url: peer.url }, links: {} },
    await createMailTemplates(),
    clock,
  )
  return {
    ...common,
    channel,
    shown: async () => peer.mailbox().map((mail) => mail.text ?? ''),
    [Symbol.asyncDispose]: async () => {
      channel.close()
      await peer[Symbol.asyncDispose]()
    },
  }
})
