import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import type { Human } from '#test/synapse/human.ts'
import { makeHuman } from '#test/synapse/human.ts'
import type { Synapse } from '#test/synapse/provision.ts'
import { cheese } from './matrix-event.ts'
import { type Asker, askerOf } from './matrix-asker.ts'
import { type Process, startProcess } from './matrix-process.ts'
import { openVigie } from './matrix-vigie.ts'
import { median, percentile, progress } from './report.ts'

const names = ['Claire Vidal', 'Luc Petit', 'Paul Serre', 'Anne Roy', 'Jean Lebon']
const bots = ['vigie', 'echo'] as const
type BotName = (typeof bots)[number]
/** Vigie's time to the echo bot's. */
const target = 1.5
/** ms between two turns, so that what one bot still does is not the other's. */
const rest = 1500

interface Person {
  readonly askers: Readonly<Record<BotName, Asker>>
}

interface Turn {
  /** ms of each round trip. */
  readonly trips: readonly number[]
  /** ms of all of them. */
  readonly total: number
}

/**
 * Encrypted round trips: a person says a command in a direct message, and waits for the answer that his own client
 * decrypts. Vigie beside a bot that only answers, with the same bytes; they take turns, and who is first alternates.
 */
export async function measureTrips(synapse: Synapse, rounds: number, trips: number): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const account = await synapse.register('Vigie', { displayName: 'Vigie' })
  const vigie = stack.use(await openVigie(account))
  const echoAccount = await synapse.register('Echo')
  const humans: Human[] = []
  for (const name of names) {
    const human = await makeHuman(synapse, name)
    stack.defer(() => human.stop())
    humans.push(human)
  }
  const people = humans.map(({ userId }, at) => ({ name: names[at] ?? '', userId }))
  await vigie.enlist(people)
  const author = await vigie.as(people[0] ?? { name: '', userId: '' })
  const { number } = await openEvent(author, { kind: 'food-product', fields: cheese })
  await publishEvent(author, { number })
  stack.use(await vigie.start(synapse.url, 1000))
  const echo = stack.use(
    await startProcess(
      ['test/bench/matrix-echo.ts'],
      {
        ECHO_URL: synapse.url,
        ECHO_USER: echoAccount.userId,
        ECHO_DEVICE: echoAccount.deviceId,
        ECHO_TOKEN: echoAccount.accessToken,
        ECHO_PASSWORD: echoAccount.password,
      },
      'ready',
    ),
  )
  const met: Person[] = []
  for (const human of humans) met.push(await meet(human, account.userId, echoAccount.userId))
  const commands = [`voir ${number}`, `note ${number} Le rapport du laboratoire est attendu.`]
  await teach(echo, met[0]?.askers.vigie, commands)

  const measured = new Map<string, Record<BotName, Turn[]>>()
  const bar = progress('round trips', (rounds + 1) * commands.length * 4)
  let done = 0
  // The first round warms up.
  for (let round = 0; round <= rounds; round++)
    for (const command of commands)
      for (const together of [1, met.length]) {
        const order = (round + done) % 2 === 0 ? bots : bots.toReversed()
        const name = `${command.split(' ')[0]}, ${together === 1 ? 'one person' : `${together} at once`}`
        const turns = measured.get(name) ?? { vigie: [], echo: [] }
        measured.set(name, turns)
        for (const bot of order) {
          const askers = met.slice(0, together).map(({ askers }) => askers[bot])
          const turn = await takeTurn(askers, command, Math.ceil(trips / together))
          if (round > 0) turns[bot].push(turn)
          bar.at(++done)
          await pause(rest)
        }
      }
  bar.done()
  print(measured, rounds)
  const lost = met.flatMap(({ askers }) => bots.map((bot) => askers[bot].undecryptable()))
  console.log(`  messages that people could not decrypt: ${lost.reduce((sum, one) => sum + one, 0)}`)
}

/** A direct room with each bot. */
async function meet(human: Human, vigie: string, echo: string): Promise<Person> {
  const rooms = { vigie: await human.directWith(vigie), echo: await human.directWith(echo) }
  // Its first message, for which he fetches the bot's keys, is the one of the tests' people: slow and sure.
  await human.waitFor(rooms.vigie, ({ sender }) => sender === vigie)
  await human.say(rooms.vigie, 'aide')
  await human.waitFor(rooms.vigie, ({ sender, body }) => sender === vigie && body.includes('créer'))
  await human.say(rooms.echo, 'aide')
  return {
    askers: { vigie: askerOf(human, rooms.vigie, vigie), echo: askerOf(human, rooms.echo, echo) },
  }
}

/** The echo bot answers each command as Vigie does, to the byte. */
async function teach(echo: Process, asker: Asker | undefined, commands: readonly string[]): Promise<void> {
  if (asker === undefined) return
  const answers: Record<string, unknown> = {}
  for (const command of commands) {
    const { content } = await asker.ask(command)
    answers[command.split(' ')[0] ?? ''] = content
    console.log(`  "${command}" is answered in ${JSON.stringify(content).length} bytes`)
  }
  echo.child.send(answers)
  await once(echo.child, 'message')
}

async function takeTurn(askers: readonly Asker[], command: string, each: number): Promise<Turn> {
  const trips: number[] = []
  const begun = performance.now()
  await Promise.all(
    askers.map(async (asker) => {
      for (let trip = 0; trip < each; trip++) trips.push((await asker.ask(command)).ms)
    }),
  )
  return { trips, total: performance.now() - begun }
}

function print(measured: ReadonlyMap<string, Record<BotName, Turn[]>>, rounds: number): void {
  console.log(`  ${rounds} rounds; ms of a round trip, round trips a second, ratio to the echo bot (target: at most ${target})`)
  console.log(`  ${'command'.padEnd(20)}${'bot'.padEnd(8)}${['p50', 'p95', '/s'].map((head) => head.padStart(8)).join('')}${'p50 ratio'.padStart(12)}${'time ratio'.padStart(12)}`)
  for (const [name, turns] of measured) {
    const sums = bots.map((bot) => summary(turns[bot]))
    const [ours, theirs] = sums
    for (const [at, bot] of bots.entries()) {
      const own = sums[at]
      if (own === undefined || ours === undefined || theirs === undefined) continue
      const cells = [own.p50.toFixed(0), own.p95.toFixed(0), own.rate.toFixed(1)].map((cell) => cell.padStart(8))
      const ratios =
        bot === 'vigie' ? [ours.p50 / theirs.p50, theirs.rate / ours.rate].map((one) => `${one.toFixed(2)}x`.padStart(12)) : []
      console.log(`  ${name.padEnd(20)}${bot.padEnd(8)}${cells.join('')}${ratios.join('')}`)
    }
  }
}

function summary(turns: readonly Turn[]): { p50: number; p95: number; rate: number } {
  const trips = turns.flatMap((turn) => turn.trips)
  const total = turns.reduce((sum, turn) => sum + turn.total, 0)
  return { p50: median(trips), p95: percentile(trips, 0.95), rate: (1000 * trips.length) / total }
}
