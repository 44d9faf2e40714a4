import { once } from 'node:events'
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
  /** An event whose card is in his room, and one that is shown nowhere. */
  shown: string
  hidden: string
}

const commands = {
  'voir, each time another record': (person: Person) => `voir ${next(person)}`,
  'voir, the same record again': ({ shown }: Person) => `voir ${shown}`,
  'note, on a record shown nowhere': ({ hidden }: Person) => `note ${hidden} ${text}`,
  'note, on a record whose card is here': ({ shown }: Person) => `note ${shown} ${text}`,
} as const
const text = 'Le rapport du laboratoire est attendu.'

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
  const numbers = await publishMany(vigie, (rounds + 2) * (trips + each + 4 * Object.keys(commands).length))
  stack.use(await vigie.start(synapse.url, 1000))
  const echoAccount = await synapse.register('Echo')
  const echo = stack.use(await startEcho(synapse.url, echoAccount))
  const people: Person[] = []
  for (const human of humans) {
    const met = await meet(human, account.userId, echoAccount.userId)
    people.push({ ...met, unseen: [...numbers], shown: '', hidden: '' })
  }
  for (const person of people) await takeUp(person)
  await teach(echo, people)
  await vigie.idle()

  const measured = new Map<string, Record<BotName, Turn[]>>()
  const bar = progress('round trips', (rounds + 1) * Object.keys(commands).length * 4)
  let done = 0
  // The first round warms up.
  for (let round = 0; round <= rounds; round++)
    for (const [command, textFor] of Object.entries(commands))
      for (const together of [1, people.length]) {
        const name = `${command}, ${together === 1 ? 'one person' : `${together} at once`}`
        const turns = measured.get(name) ?? { vigie: [], echo: [] }
        measured.set(name, turns)
        for (const person of people) await takeUp(person)
        for (const bot of round % 2 === 0 ? bots : bots.toReversed()) {
          const count = together === 1 ? trips : each
          const turn = await takeTurn(
            people.slice(0, together).map((person) => ({
              asker: person.askers[bot],
              // The echo bot shows no record.
              texts: Array.from({ length: count }, () =>
                textFor(bot === 'echo' ? { ...person, unseen: [person.shown] } : person),
              ),
            })),
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

/** Another record that is shown in his room, and one that is not. */
async function takeUp(person: Person): Promise<void> {
  person.hidden = next(person)
  person.shown = next(person)
  await person.askers.vigie.ask(`voir ${person.shown}`)
}

function next({ unseen }: Person): string {
  const number = unseen.pop()
  if (number === undefined) throw new Error('too few events were published')
  return number
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

async function takeTurn(people: readonly { asker: Asker; texts: readonly string[] }[]): Promise<Turn> {
  const trips: number[] = []
  const begun = performance.now()
  await Promise.all(
    people.map(async ({ asker, texts }) => {
      for (const text of texts) trips.push((await asker.ask(text)).ms)
    }),
  )
  return { trips, total: performance.now() - begun }
}
