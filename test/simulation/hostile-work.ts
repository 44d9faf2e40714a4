import { setTimeout as pause } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { seededRandom } from '#adapters/demo/random.ts'
import { terminalOf } from './hostile-terminal.ts'

/**
 * People at work, in a thread of their own so that nothing here makes their answers look late: they ask every quarter
 * of a second, in a terminal or by a program, and say how long each answer took.
 */
const { url, socket, people, tokens, number, seconds, seed } = z
  .object({
    url: z.string(),
    socket: z.string(),
    people: z.array(z.string()),
    tokens: z.array(z.string()),
    number: z.string(),
    seconds: z.number(),
    seed: z.number(),
  })
  .parse(workerData)

const sentences = [
  'aide',
  'chercher listeria dept:34',
  'mes abonnements',
  `voir ${number}`,
  'bonjour',
  'chercher brie',
] as const
const addresses = ['/health', '/v1/events?query=danger%3Alisteria', `/v1/events/${number}`, '/v1/me'] as const

const end = performance.now() + seconds * 1000
const late: number[] = []
const wrong: string[] = []

async function timed(work: () => Promise<void>): Promise<void> {
  const begun = performance.now()
  await work()
  late.push(performance.now() - begun)
}

async function inTerminal(email: string, rank: number): Promise<void> {
  const random = seededRandom(seed + rank)
  const terminal = await terminalOf(socket, email)
  while (performance.now() < end) {
    await timed(async () => {
      const answers = await terminal.say(random.pick([...sentences]))
      if (answers.length === 0) wrong.push(`no answer to ${email}`)
    })
    await pause(random.between(150, 350))
  }
  terminal.end()
}

async function byProgram(token: string, rank: number): Promise<void> {
  const random = seededRandom(seed + 100 + rank)
  while (performance.now() < end) {
    await timed(async () => {
      const address = random.pick([...addresses])
      const answer = await fetch(`${url}${address}`, { headers: { authorization: `Bearer ${token}` } })
      await answer.text()
      if (answer.status !== 200) wrong.push(`${answer.status} at ${address}`)
    })
    await pause(random.between(150, 350))
  }
}

await Promise.all([...people.map(inTerminal), ...tokens.map(byProgram)])
parentPort?.postMessage({ late, wrong })
