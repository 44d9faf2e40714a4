import { randomBytes } from 'node:crypto'
import type { Logger } from 'pino'
import type { Clock } from '#core/clock.ts'
import type { Actor, Context } from '#core/context.ts'
import type { Channel, ChannelName } from '#core/diffusion/channel.ts'
import { type Interests, openInterests } from '#core/diffusion/interests.ts'
import { stopKey } from '#core/diffusion/stop.ts'
import { type StopLinks, stopLinks } from '#core/diffusion/stop-link.ts'
import type { LinkPost } from '#core/directory/link-post.ts'
import { openStore, type Store } from '#core/store/store.ts'
import type { SearchEngine } from '#search/engine.ts'
import { postgresEngine } from '#search/postgres/engine.ts'
import { createMailTemplates } from '#templates/render.ts'
import type { Config } from './config.ts'
import { consoleChannel } from './console/channel.ts'
import { createEmailChannel } from './email/email.ts'
import { offChannel } from './off-channel.ts'

/** What every role of the program stands on, built once from the configuration. */
export interface Parts extends AsyncDisposable {
  readonly config: Config
  readonly store: Store
  readonly clock: Clock
  readonly log: Logger
  readonly interests: Interests
  readonly engine: SearchEngine
  readonly links: StopLinks
  readonly channels: Readonly<Record<ChannelName, Channel>>
  /** What mails about chat accounts are sent by. */
  readonly mail: LinkPost
  contextFor(actor: Actor): Context
}

/** Opens the parts on a database whose tables are up to date (core/store/store.ts, `migrate`). */
export async function openParts(url: string, config: Config, clock: Clock, log: Logger): Promise<Parts> {
  // Chat, API and jobs share the pool: as many connections as jobs at a time, and some for people.
  const store = await openStore(url, { connections: config.workerConcurrency + 12 })
  const interests = await openInterests(store)
  const links = stopLinks(await stopKey(store, randomBytes(32).toString('base64url')), config.publicUrl)
  const transport =
    config.smtpUrl === undefined
      ? ({ type: 'folder', path: config.mailbox } as const)
      : ({ type: 'smtp', url: config.smtpUrl } as const)
  const email = createEmailChannel(
    { from: config.mailFrom, transport, links: {} },
    await createMailTemplates(),
    clock,
  )
  const channels = {
    console: consoleChannel(store),
    email,
    matrix: offChannel('matrix'),
  } satisfies Record<ChannelName, Channel>
  const close = async () => {
    email.close()
    await interests.close()
    await store.close()
  }
  return {
    config,
    store,
    clock,
    log,
    interests,
    links,
    engine: postgresEngine(store),
    channels,
    mail: email,
    contextFor: (actor) => ({ store, clock, interests, actor }),
    [Symbol.asyncDispose]: close,
  }
}
