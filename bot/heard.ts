import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import type { Clock } from '#core/clock.ts'
import { dateOf } from '#core/clock.ts'
import { soon } from '#core/store/soon.ts'
import type { Store } from '#core/store/store.ts'
import { takeTurns } from '#core/store/take-turns.ts'
import type { ChatAnswer } from './chat.ts'

/** What names a message, and where its answers go. */
export interface HeardMessage {
  readonly provider: string
  readonly id: string
  readonly room: string
  readonly from?: string
  readonly about?: string
}

/** What was heard and whose answers are not yet known to be said: after a restart they are said again, under the same keys. */
export interface Unsaid {
  readonly id: string
  readonly room: string
  readonly from: string | null
  readonly about: string | null
  readonly answers: readonly ChatAnswer[]
}

const answer = z.object({
  text: z.string(),
  choices: z.array(z.string()).exactOptional(),
  where: z.enum(['here', 'private']).exactOptional(),
  reactions: z
    .object({ confirm: z.string().exactOptional(), cancel: z.string().exactOptional() })
    .exactOptional(),
  turn: z.string().exactOptional(),
  about: z.string().exactOptional(),
  card: z.boolean().exactOptional(),
  undone: z.literal(true).exactOptional(),
  sign: z.literal('done').exactOptional(),
})
const answers = z.array(answer)
const rows = z.array(
  z.object({
    id: z.string(),
    room: z.string(),
    from: z.string().nullable(),
    about: z.string().nullable(),
    answers,
  }),
)

/** Days that a message is remembered: longer than any chat hands one over again. */
const daysKept = 30

/**
 * Notes a message that is being heard, in the transaction of what it does. Waits while another one hears it.
 * @returns its answers when it was heard before
 */
export async function noteHeard(
  em: EntityManager,
  clock: Clock,
  { provider, id, room, from, about }: HeardMessage,
): Promise<ChatAnswer[] | undefined> {
  const fresh = await em.execute(
    `insert into heard (provider, id, room, sender, about, at, answers) values (?, ?, ?, ?, ?, ?, '[]')
     on conflict do nothing returning id`,
    [provider, id, room, from ?? null, about ?? null, dateOf(clock.now())],
  )
  if (fresh.length > 0) {
    // What one person says is heard one after the other, wherever he says it: his conversation goes step by step.
    if (from !== undefined) await takeTurns(em, `heard ${provider} ${from}`)
    return undefined
  }
  const [row] = await em.execute('select answers from heard where provider = ? and id = ?', [provider, id])
  return z.object({ answers }).parse(row).answers
}

/** With nothing to say, it is said. */
export async function noteAnswers(
  em: EntityManager,
  { provider, id }: HeardMessage,
  said: readonly ChatAnswer[],
): Promise<void> {
  await em.execute(
    'update heard set answers = ?::jsonb, said_at = case when ? then at end where provider = ? and id = ?',
    [JSON.stringify(said), said.length === 0, provider, id],
  )
}

/** Its answers were said: a restart need not say them again. Were this lost, they would be, under the same keys. */
export async function noteSaid(store: Store, provider: string, id: string): Promise<void> {
  await store
    .read()
    .execute(
      `update heard set said_at = now() from ${soon} where provider = ? and id = ? and said_at is null`,
      [provider, id],
    )
}

/** Oldest first. */
export async function unsaid(store: Store, provider: string): Promise<Unsaid[]> {
  const found = await store
    .read()
    .execute(
      'select id, room, sender as "from", about, answers from heard where provider = ? and said_at is null order by at, id',
      [provider],
    )
  return rows.parse(found)
}

/** So that it can be heard anew. */
export async function forgetOne(store: Store, provider: string, id: string): Promise<void> {
  await store.read().execute('delete from heard where provider = ? and id = ?', [provider, id])
}

/** Forgets what no chat hands over again. @returns how many messages */
export async function forgetHeard(store: Store, clock: Clock): Promise<number> {
  const until = dateOf(clock.now().subtract({ hours: 24 * daysKept }))
  const { affectedRows } = await store
    .read()
    .execute<{ affectedRows: number }>('delete from heard where at < ?', [until], 'run')
  return affectedRows
}

/** What somebody's message was answered; undefined when it was not heard. */
export async function answersGiven(
  store: Store,
  { provider, id, from }: { readonly provider: string; readonly id: string; readonly from: string },
): Promise<readonly ChatAnswer[] | undefined> {
  const found = await store
    .read()
    .execute('select answers from heard where provider = ? and id = ? and sender = ?', [provider, id, from])
  return z.array(z.object({ answers })).parse(found)[0]?.answers
}
