import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import { type Human, makeHuman } from '#test/synapse/human.ts'
import type { Synapse } from '#test/synapse/provision.ts'
import { type Asker, askerOf } from './matrix-asker.ts'
import { cheese } from './matrix-event.ts'
import { type Process, startProcess } from './matrix-process.ts'
import { type BotName, bots, printTrips, type Turn } from './matrix-table.ts'
import { openVigie, type VigieBench } from './matrix-vigie.ts'
import { progress } from './report.ts'

const names = ['Claire Vidal', 'Luc Petit', 'Paul Serre', 'Anne Roy', 'Jean Lebon']
/** ms between two turns, so that what one bot still does is not the other's. */
const rest = 2500

interface Person {
  readonly askers: Readonly<Record<BotName, Asker>>
  /** Numbers of events that he was not shown yet. */
  readonly unseen: string[]
  /** The event that he speaks of, whose card is in his room. */
  own: string
}

const commands = {
  'voir, each another record': ({ unseen }: Person) => `voir ${unseen.pop() ?? ''}`,
  'voir, the same again': ({ own }: Person) => `voir ${own}`,
  'note, on a record shown here': ({ own }: Person) => `note ${own} Le rapport du laboratoire est attendu.`,
} as const

/**
 * Encrypted round trips: a person says a command in a direct message, and waits for the answer that his own client
 * decrypts. Vigie beside a bot that only answers, with the same bytes; they take turns, and who is first alternates.
 */
export async function measureTrips(synapse: Synapse, rounds: number, trips: number): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const account = await synapse.register('Vigie', { displayName: 'Vigie' })
  const vigie = stack.use(await openVigie(account))
  const humans: Human[] = []
  for (const name of names) {
    const human = await makeHuman(synapse, name)
    stack.defer(() => human.stop())
    humans.push(human)
  }
  await vigie.enlist(humans.map(({ userId }, at) => ({ name: names[at] ?? '', userId })))
  const each = Math.ceil(trips / names.length)
  const numbers = await publishMany(vigie, (rounds + 1) * (trips + each + 8))
  stack.use(await vigie.start(synapse.url, 1000))
  const echoAccount = await synapse.register('Echo')
  const echo = stack.use(await startEcho(synapse.url, echoAccount))
  const people: Person[] = []
  for (const human of humans) {
    people.push({ ...(await meet(human, account.userId, echoAccount.userId)), own: '', unseen: [...numbers] })
  }
  for (const person of people) await takeUp(person)
  await teach(echo, people)
  await vigie.idle()

  const measured = new Map<string, Record<BotName, Turn[]>>()
  const bar = progress('round trips', (rounds + 1) * Object.keys(commands).length * 4)
  let done = 0
  // The first round warms up.
  for (let round = 0; round <= rounds; round++)
    for (const [command, textFor] of Object.entries(commands).filter(([c]) =>
      c.startsWith(process.env.BENCH_ONLY ?? ''),
    ))
      for (const together of [1, people.length]) {
        const name = `${command}, ${together === 1 ? 'one person' : `${together} at once`}`
        const turns = measured.get(name) ?? { vigie: [], echo: [] }
        measured.set(name, turns)
        for (const person of people) await takeUp(person)
        for (const bot of round % 2 === 0 ? bots : bots.toReversed()) {
          const asked = people
            .slice(0, together)
            .map((person) => ({ asker: person.askers[bot], textFor: () => textFor(person) }))
          const c0 = cpu()
          const turn = await takeTurn(asked, together === 1 ? trips : each)
          const c1 = cpu()
          console.log(
            name,
            bot,
            'ms/trip',
            (turn.total / turn.trips.length).toFixed(0),
            Object.entries(c1)
              .map(([k, v]) => `${k} ${((v - (c0[k] ?? 0)) / turn.trips.length).toFixed(1)}`)
              .join('  '),
          )
          if (round > 0) turns[bot].push(turn)
          bar.at(++done)
          await vigie.idle()
          await pause(rest)
        }
      }
  bar.done()
  printTrips(measured)
  const lost = people.flatMap(({ askers }) => bots.map((bot) => askers[bot].undecryptable()))
  console.log(`  messages that people could not decrypt: ${lost.reduce((sum, one) => sum + one, 0)}`)
}

/** Another record, shown in his room. */
async function takeUp(person: Person): Promise<void> {
  person.own = person.unseen.pop() ?? ''
  await person.askers.vigie.ask(`voir ${person.own}`)
}

function cpu(): Record<string, number> {
  const out = execFileSync('ps', ['-eo', 'pid,ppid,cputimes,args', '--no-headers']).toString().split('\n')
  const mine = new Map<string, string>()
  const res: Record<string, number> = {}
  for (const l of out) {
    const m = /^\s*(\d+)\s+(\d+)\s+\d+\s+(.*)$/.exec(l)
    if (!m) continue
    const [, pid = '', ppid = '', args = ''] = m
    let who = ''
    if (args.includes('adapters/main.ts') && ppid === String(process.pid)) who = 'vigie'
    else if (args.includes('matrix-echo') && ppid === String(process.pid)) who = 'echo'
    else if (pid === String(process.pid)) who = 'humans'
    else if (args.includes('serve.py') && ppid === String(process.pid)) who = 'synapse'
    else if (args.includes('vigie-bench') && args.includes('postgres')) {
      who = 'pg'
      mine.set(pid, 'pg')
    } else if (mine.has(ppid)) who = 'pg'
    else if (args.startsWith('postgres: vigie vigie')) who = 'pg'
    if (who === '') who = 'other'
    try {
      const st = readFileSync(`/proc/${pid}/stat`).toString()
      const f = st.slice(st.lastIndexOf(')') + 2).split(' ')
      res[who] = (res[who] ?? 0) + 10 * (Number(f[11]) + Number(f[12]))
    } catch {}
  }
  return res
}

async function publishMany(vigie: VigieBench, count: number): Promise<string[]> {
  const author = await vigie.as({ name: names[0] ?? '', userId: '' })
  const numbers: string[] = []
  for (let at = 0; at < count; at++) {
    const { number } = await openEvent(author, { kind: 'food-product', fields: cheese })
    await publishEvent(author, { number })
    numbers.push(number)
  }
  return numbers
}

function startEcho(url: string, account: Awaited<ReturnType<Synapse['register']>>): Promise<Process> {
  const env = {
    ECHO_URL: url,
    ECHO_USER: account.userId,
    ECHO_DEVICE: account.deviceId,
    ECHO_TOKEN: account.accessToken,
    ECHO_PASSWORD: account.password,
  }
  return startProcess(['test/bench/matrix-echo.ts'], env, 'ready')
}

/** A direct room with each bot. What is said first fetches the bot's keys anew: slow and sure. */
async function meet(human: Human, vigie: string, echo: string): Promise<Pick<Person, 'askers'>> {
  const rooms = { vigie: await human.directWith(vigie), echo: await human.directWith(echo) }
  await human.waitFor(rooms.vigie, ({ sender }) => sender === vigie)
  await human.say(rooms.vigie, 'aide')
  await human.waitFor(rooms.vigie, ({ sender, body }) => sender === vigie && body.includes('créer'))
  await human.say(rooms.echo, 'aide')
  return { askers: { vigie: askerOf(human, rooms.vigie, vigie), echo: askerOf(human, rooms.echo, echo) } }
}

/** The echo bot answers each command as Vigie does, to the byte. */
async function teach(echo: Process, people: readonly Person[]): Promise<void> {
  const answers: Record<string, unknown> = {}
  for (const person of people)
    for (const textFor of Object.values(commands)) {
      const text = textFor(person)
      answers[text.split(' ')[0] ?? ''] = (await person.askers.vigie.ask(text)).content
    }
  for (const [word, content] of Object.entries(answers))
    console.log(`  "${word}" is answered in ${JSON.stringify(content).length} bytes`)
  echo.child.send(answers)
  await once(echo.child, 'message')
}

async function takeTurn(
  people: readonly { asker: Asker; textFor: () => string }[],
  each: number,
): Promise<Turn> {
  const trips: number[] = []
  const begun = performance.now()
  await Promise.all(
    people.map(async ({ asker, textFor }) => {
      for (let trip = 0; trip < each; trip++) trips.push((await asker.ask(textFor())).ms)
    }),
  )
  return { trips, total: performance.now() - begun }
}
