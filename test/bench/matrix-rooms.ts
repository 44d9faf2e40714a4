import { setTimeout as pause } from 'node:timers/promises'
import { type MatrixEvent, MatrixEventEvent } from 'matrix-js-sdk'
import { z } from 'zod'
import { subscribe } from '#core/diffusion/subscribe.ts'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import { startFaultProxy } from '#test/synapse/fault-proxy.ts'
import { type Human, makeHuman } from '#test/synapse/human.ts'
import { provisionSynapse, type Synapse } from '#test/synapse/provision.ts'
import type { Account } from '#test/synapse/register.ts'
import { type Limits, messageBurst } from '#test/synapse/settings.ts'
import { cheese } from './matrix-event.ts'
import { openVigie, type Person, type VigieBench } from './matrix-vigie.ts'
import { progress } from './report.ts'

const author: Person = { name: 'Anne Roy', userId: '' }
/** Clients that are made at a time. */
const madeAtOnce = 4

interface Listener {
  readonly human: Human
  /** What the bot said of an event, decrypted: ids by number. Edits are left out. */
  told(number: string): number
  failed(): number
}

/**
 * Time to tell as many people, each in a direct room of his, that an event was published, when the server limits the
 * bot. The rooms are made before, with the account's limits lifted for as long.
 * @param rate messages a second that the server allows, and Vigie's MATRIX_CALLS_PER_SECOND
 */
export async function measureRooms(limits: Limits, rate: number, rooms: number): Promise<void> {
  const synapse = await provisionSynapse({ limits, say: (line) => console.log(`  ${line}`) })
  if ('skipped' in synapse) return console.log(`  not measured: ${synapse.skipped}`)
  await using stack = new AsyncDisposableStack()
  stack.defer(() => synapse.stop())
  const account = await synapse.register('Vigie', { displayName: 'Vigie' })
  const lift = await limitsOf(synapse, account)
  const vigie = stack.use(await openVigie(account))
  const listeners = await gather(synapse, account, rooms)
  for (const { human } of listeners) stack.defer(() => human.stop())
  const people = listeners.map(({ human }, at) => ({ name: `Agent A${at + 1}`, userId: human.userId }))
  await vigie.enlist([...people, author])
  for (const person of people) await subscribe(await vigie.as(person), { query: 'domaine:food' })

  await lift.away()
  await meet(vigie, synapse, listeners)
  await lift.back()

  const proxy = await startFaultProxy(synapse.url)
  stack.defer(() => proxy.stop())
  stack.use(await vigie.start(proxy.url, rate))
  const [first] = listeners
  if (first === undefined) return
  // It serves once it answers; what that took of the burst is given back.
  await greet(first, account.userId)
  await pause(2000 / rate)
  const before = proxy.log().length
  const begun = performance.now()
  const number = await publish(vigie)
  await told(listeners, number, 'told under limits')
  const seconds = (performance.now() - begun) / 1000
  // Whatever would come twice has time to.
  await vigie.idle()
  await pause(3000)
  const calls = proxy.log().slice(before)
  const counts = listeners.map((listener) => listener.told(number))
  const line = {
    rooms,
    seconds: seconds.toFixed(1),
    'rooms/s': (rooms / seconds).toFixed(3),
    'at an even pace': `${((rooms - 1) / rate).toFixed(0)} s`,
    'using the burst': `${Math.max(0, (rooms - messageBurst) / rate).toFixed(0)} s`,
    'messages sent': calls.filter((call) => call.class === 'send').length,
    'rejected (429)': calls.filter((call) => call.status === 429).length,
    lost: counts.filter((count) => count === 0).length,
    double: counts.filter((count) => count > 1).length,
    undecryptable: listeners.reduce((sum, listener) => sum + listener.failed(), 0),
  }
  for (const [name, value] of Object.entries(line)) console.log(`  ${name.padEnd(16)} ${value}`)
}

async function gather(synapse: Synapse, account: Account, rooms: number): Promise<Listener[]> {
  const bar = progress('people', rooms)
  const listeners: Listener[] = []
  const names = Array.from({ length: rooms }, (_, at) => `Agent ${at + 1}`)
  const make = async () => {
    for (let name = names.pop(); name !== undefined; name = names.pop()) {
      listeners.push(listen(await makeHuman(synapse, name), account.userId))
      bar.at(listeners.length)
    }
  }
  await Promise.all(Array.from({ length: madeAtOnce }, make))
  bar.done()
  return listeners
}

const about = z.looseObject({ 'fr.vigie': z.object({ about: z.string() }) })

function listen(human: Human, bot: string): Listener {
  const ids = new Map<string, Set<string>>()
  let failed = 0
  human.client.on(MatrixEventEvent.Decrypted, (event: MatrixEvent) => {
    if (event.getSender() !== bot) return
    if (event.isDecryptionFailure()) failed++
    const content = about.safeParse(event.getOriginalContent())
    if (!content.success || event.getRelation()?.rel_type === 'm.replace') return
    const { about: number } = content.data['fr.vigie']
    ids.set(number, (ids.get(number) ?? new Set()).add(event.getId() ?? ''))
  })
  return { human, told: (number) => ids.get(number)?.size ?? 0, failed: () => failed }
}

async function publish(vigie: VigieBench): Promise<string> {
  const ctx = await vigie.as(author)
  const { number } = await openEvent(ctx, { kind: 'food-product', fields: cheese })
  await publishEvent(ctx, { number })
  return number
}

/** A first event has the bot make the rooms; everybody comes in. */
async function meet(vigie: VigieBench, synapse: Synapse, listeners: readonly Listener[]): Promise<void> {
  await using _ = await vigie.start(synapse.url, 100)
  const number = await publish(vigie)
  await Promise.all(
    listeners.map(async ({ human }) => {
      const room = await invitation(human)
      await human.join(room)
    }),
  )
  await told(listeners, number, 'rooms made')
  await vigie.idle()
}

async function invitation(human: Human): Promise<string> {
  for (let tries = 1; ; tries++) {
    try {
      return await human.invitedTo()
    } catch (error) {
      if (tries === 10) throw error
    }
  }
}

/** Resolves when everybody has been told of the event. */
async function told(listeners: readonly Listener[], number: string, what: string): Promise<void> {
  const bar = progress(what, listeners.length)
  let quiet = 0
  for (let last = 0; ; ) {
    const done = listeners.filter((listener) => listener.told(number) > 0).length
    if (done === listeners.length) return bar.done()
    quiet = done > last ? 0 : quiet + 1
    last = Math.max(last, done)
    if (quiet > 600) throw new Error(`${what}: nobody more was told for a minute, after ${done} people`)
    bar.at(done)
    await pause(100)
  }
}

async function greet({ human }: Listener, bot: string): Promise<void> {
  const room = human.client.getRooms().find((one) => one.getMember(bot) !== null)?.roomId ?? ''
  await human.say(room, 'aide')
  await human.waitFor(room, ({ sender, body }) => sender === bot && body.includes('créer'), 60_000)
}

/** The limits of one account, as an administrator of the server lifts them. */
async function limitsOf(synapse: Synapse, { userId }: Account) {
  const { accessToken } = await synapse.register('admin', { admin: true })
  const address = `${synapse.url}/_synapse/admin/v1/users/${encodeURIComponent(userId)}/override_ratelimit`
  const ask = async (method: string, body?: string) => {
    const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' }
    const answer = await fetch(address, { method, headers, ...(body === undefined ? {} : { body }) })
    if (!answer.ok) throw new Error(`limits of ${userId}: ${answer.status} ${await answer.text()}`)
  }
  return {
    away: () => ask('POST', JSON.stringify({ messages_per_second: 0, burst_count: 0 })),
    back: () => ask('DELETE'),
  }
}
