import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import { seededRandom } from '#adapters/demo/random.ts'
import { createMailTemplates } from '#templates/render.ts'
import { cheese } from '#test/world.ts'
import { type Attack, attackApi, attackByChat, attackSocket } from './hostile-attack.ts'
import { forms, sayIn } from './hostile-forms.ts'
import { type Program, startProgram } from './hostile-program.ts'
import { hostileText } from './hostile-texts.ts'

/** Ms that an answer may take to people at work while others do their worst. */
const longestWait = 250
/** How much more the program may hold at the end than once it was warm. */
const mostGrowth = 1.25
/** Of the time of the attack, how long people work before it. */
const calmShare = 0.25

export interface HostileOptions {
  readonly seed: number
  /** Texts that are said in every form. */
  readonly inputs: number
  /** Of attack on a running program. */
  readonly seconds: number
}

/** @returns whether all of it held */
export async function simulateHostile({ seed, inputs, seconds }: HostileOptions): Promise<boolean> {
  console.log(`seed ${seed}`)
  const said = await sayAll(seed, inputs)
  const stood = await attackProgram(seed, seconds)
  return said && stood
}

/** Hostile texts as notices, digests and answers, on every channel. */
async function sayAll(seed: number, inputs: number): Promise<boolean> {
  const random = seededRandom(seed)
  const mails = await createMailTemplates()
  let thrown = 0
  for (let rank = 0; rank < inputs; rank += 1) {
    const text = hostileText(random)
    const form = random.pick(forms)
    try {
      sayIn(form, text, random, mails)
    } catch (error) {
      thrown += 1
      if (thrown <= 5) console.error(`${form} of ${JSON.stringify(text.slice(0, 300))}:`, error)
    }
  }
  console.log(`${inputs} hostile texts as notices, digests and answers: ${thrown} throws`)
  return thrown === 0
}

/** Ms that each answer took, and what was wrong with any. */
const work = z.object({ late: z.array(z.number()), wrong: z.array(z.string()) })
type Work = z.infer<typeof work>
const documented = z.object({ paths: z.record(z.string(), z.unknown()) })

async function attackProgram(seed: number, seconds: number): Promise<boolean> {
  await using program = await startProgram()
  const { url, socket, people } = program
  const [victim = '', other = '', third = '', attacker = '', fourth = ''] = people.filter(
    (_, at) => at % 7 === 0,
  )
  const [own, theirs] = [await program.token(victim), await program.token(attacker)]
  const number = await openEvent(program, own)
  const routes = Object.keys(documented.parse(await (await fetch(`${url}/docs/json`)).json()).paths)

  const atWork = (time: number) =>
    workFor({ url, socket, people: [victim, other, third], tokens: [own], number, seconds: time, seed })
  const calm = await atWork(calmShare * seconds)
  const end = performance.now() + seconds * 1000
  const attack: Attack = {
    random: seededRandom(seed),
    until: () => performance.now() < end,
    wrong: [],
    count: 0,
  }
  const warm = pause((seconds * 1000) / 2).then(program.live)
  warm.catch(() => undefined)
  const [busy] = await Promise.all([
    atWork(seconds),
    attackByChat(attack, socket, attacker),
    attackByChat(attack, socket, fourth),
    attackSocket(attack, socket, attacker),
    attackApi(attack, url, theirs, routes),
    attackApi(attack, url, theirs, routes),
  ])
  return await judge(program, attack, { calm, busy, warm: await warm, size: await program.live() })
}

/** People at work, in a thread of their own. */
function workFor(workerData: object): Promise<Work> {
  const thread = new Worker(new URL('hostile-work.ts', import.meta.url), { workerData })
  return new Promise((resolve, reject) => {
    thread.once('message', (said) => resolve(work.parse(said)))
    thread.once('error', reject)
  })
}

/** An event that somebody follows, so that what is written on it is told. */
async function openEvent({ url }: Program, token: string): Promise<string> {
  const ask = async (path: string, body?: object): Promise<unknown> => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    }
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return answer.json()
  }
  const { number } = z
    .object({ number: z.string() })
    .parse(await ask('/v1/events', { kind: 'food-product', fields: cheese }))
  await ask(`/v1/events/${number}/publish`)
  return number
}

interface Seen {
  /** Before and during the attack. */
  readonly calm: Work
  readonly busy: Work
  /** Bytes held, half-way and at the end. */
  readonly warm: number
  readonly size: number
}

async function judge(program: Program, attack: Attack, { calm, busy, warm, size }: Seen): Promise<boolean> {
  const aside = await program.vigie('ecartes')
  const given = ['vigie_jobs{state="failed"}', 'vigie_deliveries{state="dead"}'].map(program.metric)
  const failed = (await Promise.all(given)).reduce((sum, count) => sum + count, 0)
  const stalls = await program.metric('vigie_event_loop_stalls_total')
  // On a machine that has much else to do, everything waits: twice as long as before is then the measure.
  const allowed = Math.max(longestWait, 2 * shareOf(calm, 0.99))
  console.log(
    `${attack.count} hostile messages, lines and requests; the event loop was held up ${stalls} times`,
  )
  console.log(`answers to people at work, before: ${wordWork(calm)}`)
  console.log(`answers to people at work, meanwhile: ${wordWork(busy)}`)
  const resident = megabytes(await program.metric('process_resident_memory_bytes'))
  console.log(
    `memory held: ${megabytes(warm)} MB half-way, ${megabytes(size)} MB at the end (resident: ${resident} MB)`,
  )
  const faults = [
    ...attack.wrong,
    ...calm.wrong,
    ...busy.wrong,
    ...program.errors().map((line) => `logged: ${line.slice(0, 400)}`),
    ...(program.running() ? [] : ['the program ended']),
    ...(aside.startsWith('Aucun') ? [] : [aside]),
    ...(failed === 0 ? [] : [`${failed} jobs or deliveries given up`]),
    ...(shareOf(busy, 0.99) <= allowed ? [] : [`one answer in a hundred took more than ${allowed} ms`]),
    ...(size <= warm * mostGrowth ? [] : ['memory grew']),
  ]
  for (const fault of faults.slice(0, 20)) console.error(`! ${fault}`)
  console.log(faults.length === 0 ? 'all held' : `${faults.length} faults`)
  return faults.length === 0
}

/** Ms that this share of the answers took at most. */
function shareOf({ late }: Work, share: number): number {
  const sorted = late.toSorted((a, b) => a - b)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
}

function wordWork(done: Work): string {
  const [half, most, all] = [0.5, 0.99, 1].map((share) => shareOf(done, share))
  return `${done.late.length}, in ${half} ms (half), ${most} ms (99 %), ${all} ms (longest)`
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024)
}
