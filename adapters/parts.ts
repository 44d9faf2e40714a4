import type { Logger } from 'pino'
import type { Clock } from '#core/clock.ts'
import type { Actor, Context } from '#core/context.ts'
import { deriveKey } from '#core/derive-key.ts'
import type { Channel, ChannelName } from '#core/diffusion/channel.ts'
import { type Interests, openInterests } from '#core/diffusion/interests.ts'
import { type StopLinks, stopLinks } from '#core/diffusion/stop-link.ts'
import type { LinkPost } from '#core/directory/link-post.ts'
import type { AnchorPost } from '#core/proof/mail-anchor.ts'
import type { Notary } from '#core/proof/notary.ts'
import { openStore, type Store } from '#core/store/store.ts'
import type { SearchEngine } from '#search/engine.ts'
import { postgresEngine } from '#search/postgres/engine.ts'
import { createMailTemplates } from '#templates/render.ts'
import type { Config } from './config.ts'
import { consoleChannel } from './console/channel.ts'
import { createEmailChannel, type MailCheck } from './email/email.ts'
import { notaryOf } from './notary.ts'
import { offChannel } from './off-channel.ts'
import { isLocal } from './risks.ts'
import { readSecret, refuseOtherSecret } from './secret.ts'

/** What every role of the program stands on, built once from the configuration. */
export interface Parts extends AsyncDisposable {
  readonly config: Config
  readonly store: Store
  readonly clock: Clock
  readonly log: Logger
  readonly interests: Interests
  readonly engine: SearchEngine
  readonly links: StopLinks
  /** Keys what is kept of link codes (core/directory/link-code.ts). */
  readonly codeKey: string
  /** What the database knows the installation's secret by. */
  readonly secretMark: string
  readonly channels: Readonly<Record<ChannelName, Channel>>
  /** Signs the ends of the chains of history, and keeps them outside of the database. */
  readonly notary: Notary
  /** What mails about chat accounts and anchors are sent by. */
  readonly mail: LinkPost & AnchorPost
  /** Whether mails can leave, for the operator to know at the start. */
  checkMail(): Promise<MailCheck>
  contextFor(actor: Actor): Context
}

export interface OpenOptions {
  /** For the command that replaces it: the secret of this process need not be that of the others. */
  readonly withAnySecret?: boolean
}

/**
 * Opens the parts on a database whose tables are up to date (core/store/store.ts, `migrate`).
 * @throws ConfigError when this process has another secret than the others of the database
 */
export async function openParts(
  url: string,
  config: Config,
  clock: Clock,
  log: Logger,
  { withAnySecret = false }: OpenOptions = {},
): Promise<Parts> {
  const secret = await readSecret(config)
  const secretMark = deriveKey(secret, 'same-secret')
  await using undo = new AsyncDisposableStack()
  const store = undo.use(await openStore(url, { connections: config.databaseConnections }))
  if (!withAnySecret) await refuseOtherSecret(store, config, secretMark)
  const interests = await openInterests(store)
  undo.defer(() => interests.close())
  const links = stopLinks(deriveKey(secret, 'stop-links'), config.publicUrl)
  const transport =
    config.smtpUrl === undefined
      ? ({ type: 'folder', path: config.mailbox } as const)
      : ({ type: 'smtp', url: config.smtpUrl, plain: config.smtpPlain || isLocal(config.smtpUrl) } as const)
  const email = createEmailChannel(
    { from: config.mailFrom, transport, links: {} },
    await createMailTemplates(),
    clock,
  )
  undo.defer(() => email.close())
  const channels = {
    console: consoleChannel(store),
    email,
    matrix: offChannel('matrix'),
  } satisfies Record<ChannelName, Channel>
  const kept = undo.move()
  return {
    config,
    store,
    clock,
    log,
    interests,
    links,
    codeKey: deriveKey(secret, 'link-codes'),
    secretMark,
    notary: notaryOf(config, secret),
    engine: postgresEngine(store),
    channels,
    mail: email,
    checkMail: () => email.check(),
    contextFor: (actor) => ({ store, clock, interests, actor }),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}
