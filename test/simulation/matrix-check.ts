import type pg from 'pg'
import { z } from 'zod'
import type { Person } from './matrix-people.ts'
import { until } from './matrix-until.ts'
import type { Said } from './matrix-write.ts'

const counted = z.tuple([z.object({ n: z.number() })])

async function count(pool: pg.Pool, query: string, values: readonly unknown[] = []): Promise<number> {
  const { rows } = await pool.query(`select count(*)::int as n from ${query}`, [...values])
  return counted.parse(rows)[0].n
}

/** What was said and not answered, for the one who looks for why. */
async function unanswered(pool: pg.Pool, said: readonly Said[]): Promise<string> {
  const { rows } = await pool.query('select id from heard where said_at is not null')
  const done = new Set(
    z
      .array(z.object({ id: z.string() }))
      .parse(rows)
      .map(({ id }) => id),
  )
  const left = said.filter(({ id }) => !done.has(id))
  const health = await pool.query('select at, report from matrix_report')
  return [
    ...left.slice(0, 20).map(({ id, by, text }) => `${id} of ${by.human.userId}: ${text}`),
    `${left.length} of ${said.length} were not answered; ${JSON.stringify(health.rows)}`,
  ].join('\n')
}

/** What the bot's own tables say of a message, for the one who looks for why it went unanswered. */
async function remembered(pool: pg.Pool, id: string): Promise<string> {
  const heard = await pool.query('select * from heard where id = $1', [id])
  const sent = await pool.query('select * from matrix_sent where key like $1', [`answer/${id}/%`])
  return JSON.stringify([heard.rows, sent.rows], undefined, 1)
}

const told = z.array(
  z.object({ id: z.string(), channel: z.string(), state: z.string(), address: z.string().nullable() }),
)

/** The deliveries of what was said, where its entry bears its mark. */
async function deliveriesOf(pool: pg.Pool, mark: string) {
  const { rows } = await pool.query(
    `select delivery.id, channel, state, address from delivery join entry on entry.id = entry_id
     where entry.body ->> 'text' like $1`,
    [`${mark}%`],
  )
  return told.parse(rows)
}

/** Waits until everything said is heard and answered, and everybody told; then holds it to « once ». @throws Error saying what is not */
export async function settle(
  pool: pg.Pool,
  people: readonly Person[],
  said: readonly Said[],
  ms = 60_000,
): Promise<{ answers: number; notices: number }> {
  const ids = said.map(({ id }) => id)
  const answered = 'heard where id = any($1) and said_at is not null'
  await until(
    `${ids.length} answers`,
    ms,
    async () => (await count(pool, answered, [ids])) === ids.length,
  ).catch(async (error: unknown) => {
    throw new Error(await unanswered(pool, said), { cause: error })
  })
  const diffusing = `graphile_worker.jobs where task_identifier = 'diffuse'`
  await until('the fan-out', ms, async () => (await count(pool, diffusing)) === 0)
  await until('the deliveries', ms, async () => (await count(pool, "delivery where state = 'waiting'")) === 0)
  const wrong: string[] = []
  for (const { id, by, text } of said) {
    const key = `answer/${id}/0`
    await by.watch.sees([key], ms).catch(async (error: unknown) => {
      throw new Error(await remembered(pool, id), { cause: error })
    })
    if (by.watch.times(key) !== 1) wrong.push(`« ${text} » was answered ${by.watch.times(key)} times`)
  }
  let notices = 0
  for (const { mark, text } of said) {
    if (mark === undefined) continue
    const entries = await count(pool, "entry where body ->> 'text' like $1", [`${mark}%`])
    if (entries !== 1) wrong.push(`« ${text} » is ${entries} times in the journal`)
    for (const { id, channel, state, address } of await deliveriesOf(pool, mark)) {
      if (state !== 'delivered') wrong.push(`« ${text} » was ${state} to ${address}`)
      if (channel !== 'matrix') continue
      notices++
      const readers = people.filter(({ human, rooms }) =>
        address?.startsWith('!') ? rooms.includes(address) : human.userId === address,
      )
      if (readers.length === 0) wrong.push(`« ${text} » was told to ${address}, where nobody reads`)
      for (const { human, watch } of readers) {
        await watch.sees([id], ms)
        if (watch.times(id) !== 1)
          wrong.push(`« ${text} » was shown ${watch.times(id)} times to ${human.userId}`)
      }
    }
  }
  if (wrong.length > 0) throw new Error(wrong.join('\n'))
  return { answers: said.length, notices }
}

/** What all clients show at the end, from the beginning of each room. @returns what is not as it should be */
export async function audit(
  pool: pg.Pool,
  people: readonly Person[],
  said: readonly Said[],
  bot: string,
): Promise<string[]> {
  const wrong: string[] = []
  const mail = await count(pool, "delivery where state <> 'delivered'")
  if (mail > 0) wrong.push(`${mail} deliveries did not arrive`)
  for (const { human } of people) {
    for (const room of human.client.getRooms().filter((one) => one.getMyMembership() === 'join')) {
      const all = await opened(human, room.roomId)
      for (const { id, sender } of all.filter(({ undecryptable }) => undecryptable))
        wrong.push(`${human.userId} cannot decrypt ${id} of ${sender} in ${room.roomId}`)
      const messages = all.filter(({ sender, undecryptable }) => sender === bot && !undecryptable)
      const keys = messages.map(({ content }) => keyOf(content))
      for (const key of repeated(keys)) wrong.push(`${human.userId} sees « ${key} » more than once`)
      const notices = messages.filter(
        ({ content, replaces, body }) => replaces === undefined && isNotice(content) && !isCard(body),
      )
      for (const { mark } of said) {
        if (mark === undefined) continue
        const shown = notices.filter(({ body }) => body.includes(mark)).length
        if (shown > 1) wrong.push(`${human.userId} is told ${mark} ${shown} times in ${room.roomId}`)
      }
    }
  }
  for (const [by, own] of Map.groupBy(said, (one) => one.by)) {
    const events = await answerEvents(by, bot)
    for (const { id, text } of own) {
      const times = events.filter((key) => key === `answer/${id}/0`).length
      if (times !== 1) wrong.push(`« ${text} » shows ${times} answers`)
    }
  }
  return wrong
}

/** What was said in a room since he joined. A key may come a moment after what it opens: what stays closed is wrong. */
async function opened(human: Person['human'], roomId: string) {
  const read = async () => (await human.timeline(roomId)).filter(({ beforeJoining }) => !beforeJoining)
  const open = async () => (await read()).every(({ undecryptable }) => !undecryptable)
  await until('keys', 30_000, open).catch(() => undefined)
  return read()
}

/** Keys of what the bot says in all rooms of a person. */
async function answerEvents({ human }: Person, bot: string): Promise<string[]> {
  const rooms = human.client.getRooms().filter((room) => room.getMyMembership() === 'join')
  const all = await Promise.all(rooms.map(({ roomId }) => human.timeline(roomId)))
  return all
    .flat()
    .filter(({ sender, replaces }) => sender === bot && replaces === undefined)
    .map(({ content }) => keyOf(content))
}

const marked = z.object({ 'fr.vigie': z.object({ key: z.string() }) })

function keyOf(content: unknown): string {
  const read = marked.safeParse(content)
  return read.success ? read.data['fr.vigie'].key : ''
}

/** Deliveries go under their id. */
function isNotice(content: unknown): boolean {
  return z.uuid().safeParse(keyOf(content)).success
}

/** The first notice in a room is the whole record, with its journal. */
function isCard(body: string): boolean {
  return body.includes('Fil de suivi')
}

function repeated(keys: readonly string[]): string[] {
  const seen = new Map<string, number>()
  for (const key of keys) seen.set(key, (seen.get(key) ?? 0) + 1)
  return [...seen].flatMap(([key, times]) => (times > 1 ? [key] : []))
}
