import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import { addJob } from '../store/jobs.ts'
import type { Store } from '../store/store.ts'
import { isAllowed, serverOf } from './chat-address.ts'
import { findAgent } from './find-agent.ts'
import { codeMinutes } from './link-code.ts'

export interface AskLinkInput {
  readonly provider: string
  /** The chat address to link. */
  readonly address: string
  /** The mail address that its owner gives as his. */
  readonly email: string
  /** Servers whose users may link. Empty: all. */
  readonly allowedDomains: readonly string[]
}

export type LinkAsked =
  /** Said whether the mail address is an agent's or not: who asks learns nothing of the directory. */
  | { readonly type: 'asked'; readonly minutes: number }
  | { readonly type: 'domain-refused'; readonly server: string }
  /** `minutes` until he may ask again. */
  | { readonly type: 'too-many'; readonly limit: number; readonly minutes: number }

/** In an hour. The mails bound what a stranger can send to an agent; who is over it is not told. */
const asksOfAddress = 5
const mailsToAgent = 3
/** Asks take turns, so that two at once do not both count themselves the last one allowed. */
const askLock = 7_345_003

/**
 * Asks to link a chat address to the agent of a mail address. A code is mailed to him by a job; an earlier one of this
 * address is void. The same is written and said for a mail address that no active agent has.
 */
export async function askLink(store: Store, clock: Clock, input: AskLinkInput): Promise<LinkAsked> {
  const { provider, address, email, allowedDomains } = input
  if (!isAllowed(address, allowedDomains)) return { type: 'domain-refused', server: serverOf(address) }
  const now = clock.now()
  return store.transaction(async (em) => {
    await em.execute('select pg_advisory_xact_lock(?)', [askLock])
    await forgetOld(em, now)
    const { asks, first } = await asksBy(em, provider, address)
    if (asks >= asksOfAddress && first !== null) {
      const again = Temporal.Instant.fromEpochMilliseconds(first.getTime()).add({ hours: 1 })
      const minutes = Math.max(1, Math.ceil(again.since(now).total('minutes')))
      return { type: 'too-many', limit: asksOfAddress, minutes }
    }
    const agent = await findAgent(em, 'email', email)
    const told = agent !== undefined && (await mailsOf(em, agent.id)) < mailsToAgent ? agent.id : null
    await em.execute(
      'insert into link_ask (provider, address, agent_id, asked_at) values (?, ?, ?, ?::timestamptz)',
      [provider, address, told, now.toString()],
    )
    await em.execute(
      `insert into link_code (provider, address, agent_id, hash, expires_at, attempts)
       values (?, ?, ?, null, ?::timestamptz, 0)
       on conflict (provider, address) do update
         set agent_id = excluded.agent_id, hash = null, expires_at = excluded.expires_at, attempts = 0`,
      [provider, address, told, now.add({ minutes: codeMinutes }).toString()],
    )
    await addJob(em, 'link-code', { provider, address }, { key: `link-code:${provider}:${address}` })
    return { type: 'asked', minutes: codeMinutes }
  })
}

/** Asks count for an hour; a code that ran out is told so for a day. */
async function forgetOld(em: EntityManager, now: Temporal.Instant): Promise<void> {
  await em.execute('delete from link_ask where asked_at <= ?::timestamptz', [
    now.subtract({ hours: 1 }).toString(),
  ])
  await em.execute('delete from link_code where expires_at <= ?::timestamptz', [
    now.subtract({ hours: 24 }).toString(),
  ])
}

const asksSchema = z.tuple([z.object({ asks: z.int(), first: z.coerce.date().nullable() })])

async function asksBy(em: EntityManager, provider: string, address: string) {
  const rows = await em.execute(
    'select count(*)::int as asks, min(asked_at) as first from link_ask where provider = ? and address = ?',
    [provider, address],
  )
  return asksSchema.parse(rows)[0]
}

async function mailsOf(em: EntityManager, agentId: number): Promise<number> {
  const rows = await em.execute('select count(*)::int as mails from link_ask where agent_id = ?', [agentId])
  return z.tuple([z.object({ mails: z.int() })]).parse(rows)[0].mails
}
