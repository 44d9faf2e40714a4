import { z } from 'zod'
import type { Channel, Message } from '#core/diffusion/channel.ts'
import { noteShown } from '#core/diffusion/note-shown.ts'
import { findAgent } from '#core/directory/find-agent.ts'
import type { Store } from '#core/store/store.ts'
import { wordBare } from '#templates/chat/bare.ts'
import { wordDigest } from '#templates/chat/digest.ts'
import { wordNotice } from '#templates/chat/notice.ts'

/** The PostgreSQL channel on which a process tells the others that a message waits; its payload is the agent's address. */
export const consoleSignal = 'vigie_console'

/** The console as a channel: a message is a row, kept until the agent's terminal has shown it (server.ts). */
export function consoleChannel(store: Store): Channel {
  return {
    name: 'console',
    word: (message) => {
      textOf(message)
    },
    send: async (key, address, message) => {
      const agent = await findAgent(store.read(), 'console', address)
      if (agent === undefined) return { state: 'refused', why: 'agent-not-found' }
      await leaveForConsole(store, key, agent.email, textOf(message))
      return { state: 'delivered', receipt: `console:${key}` }
    },
  }
}

/** A message for an agent's terminals, once under its key. */
export async function leaveForConsole(store: Store, key: string, email: string, text: string): Promise<void> {
  const { rowCount } = await store.pool.query(
    'insert into console_message (key, agent_email, text) values ($1, $2, $3) on conflict (key) do nothing',
    [key, email, text],
  )
  if (rowCount === 1) await store.pool.query('select pg_notify($1, $2)', [consoleSignal, email])
}

function textOf(message: Message): string {
  switch (message.type) {
    case 'notice':
      return wordNotice(message.notice).text
    case 'digest':
      return wordDigest(message.digest).text
    case 'bare':
      return wordBare(message.events)
  }
}

export interface WaitingMessage {
  readonly key: string
  readonly text: string
}

const waiting = z.array(z.object({ key: z.string(), text: z.string() }))

/** What the agent's terminal has not shown yet, oldest first, at most `limit` besides those of `except`. */
export async function waitingMessages(
  store: Store,
  email: string,
  except: readonly string[],
  limit: number,
): Promise<WaitingMessage[]> {
  const { rows } = await store.pool.query(
    `select key, text from console_message
     where agent_email = $1 and shown_at is null and key <> all($2::text[]) order by rank limit $3`,
    [email, except, limit],
  )
  return waiting.parse(rows)
}

const rows = z.array(z.object({ at: z.string() }))

/** The agent's terminal has shown this one: it is not sent again. */
export async function markShown(store: Store, email: string, key: string): Promise<void> {
  await store.transaction(async (em) => {
    const shown = rows.parse(
      await em.execute(
        `update console_message set shown_at = now() where key = ? and agent_email = ? and shown_at is null
         returning shown_at::text as at`,
        [key, email],
      ),
    )
    for (const { at } of shown) await noteShown(em, { key, at })
  })
}
