import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Random, seededRandom } from '#adapters/demo/random.ts'
import { settableClock, todayOf } from '#core/clock.ts'
import type { Actor, Context } from '#core/context.ts'
import { openInterests } from '#core/diffusion/interests.ts'
import type { Agent } from '#core/directory/agent.entity.ts'
import { EventSchema } from '#core/events/event.entity.ts'
import { rightsQuery } from '#core/events/rights.ts'
import { facets } from '#core/kinds/facets.ts'
import type { Facts } from '#core/query/facts.ts'
import { parseQuery } from '#core/query/parse.ts'
import { analyse } from '#core/query/words.ts'
import { startEmbedded } from '#core/store/embedded.ts'
import { migrate } from '#core/store/migrate.ts'
import { openStore } from '#core/store/store.ts'
import type { SearchDocument } from '#search/engine.ts'
import { findEvents } from '#search/find.ts'
import { searchDocuments } from '#search/keep-up.ts'
import { postgresEngine } from '#search/postgres/engine.ts'
import { reindex } from '#search/reindex.ts'
import { fillCorpus } from './search-corpus.ts'
import { fillPeers, type PeerQuestion } from './search-peers.ts'

const questionCount = 200
const rounds = 3

/** Searches of 200 rotating queries on 17.5k events, beside what one would write first, in the same PostgreSQL. */
export async function runSearchBench(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-bench-'))
  try {
    await using database = await startEmbedded(join(folder, 'postgres'))
    await migrate(database.migrationUrl, database.url)
    await using store = await openStore(database.migrationUrl)
    await using interests = await openInterests(store)
    const clock = settableClock('2024-01-02T09:00:00Z')
    await measure((actor) => ({ store, clock, interests, actor }))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(contextOf: (actor: Actor) => Context): Promise<void> {
  const ctx = contextOf({ type: 'system', name: 'Banc' })
  const { agents, source } = await fillCorpus(ctx)
  const engine = postgresEngine(ctx.store)
  const before = performance.now()
  const events = await reindex(ctx.store, engine)
  const seconds = (performance.now() - before) / 1000
  console.log(
    `search: ${events} events (${source}), indexed in ${seconds.toFixed(1)} s, ${Math.round(events / seconds)}/s`,
  )
  const peers = await fillPeers(ctx.store, allDocuments(ctx))
  await ctx.store.pool.query('vacuum analyze search_event')
  const questions = await makeQuestions(ctx, agents)
  const today = todayOf(ctx.clock)
  const runs: Run[] = [
    {
      name: 'vigie: findEvents',
      ask: async ({ agent, text }) =>
        (await findEvents(contextOf({ type: 'agent', agent }), engine, { text })).hits.length,
    },
    {
      name: 'vigie: engine only',
      ask: async ({ agent, text }) => {
        const query = parseQuery(text, facets)
        return (await engine.find({ query, rights: rightsQuery(agent), today, limit: 10, offset: 0 })).hits
          .length
      },
    },
    ...peers.map(
      (peer): Run => ({ name: `peer: ${peer.name}`, ask: ({ peer: question }) => peer.find(question) }),
    ),
  ]
  report(`${questions.length} rotating queries x ${rounds}`, await timeAll(runs, questions))
  const broad = agents.flatMap((agent) => broadTexts.map((text) => broadQuestion(agent, text)))
  report(`${broad.length} queries that most events answer x ${rounds}`, await timeAll(runs, broad))
}

interface Question {
  readonly agent: Agent
  readonly text: string
  readonly peer: PeerQuestion
}

interface Run {
  readonly name: string
  ask(question: Question): Promise<number>
}

interface Timing {
  readonly name: string
  readonly times: readonly number[]
  /** Questions that found something. */
  readonly answered: number
}

/** One question at a time; who goes first changes with each, so that nobody has the warm cache. A first round is not counted. */
async function timeAll(runs: readonly Run[], questions: readonly Question[]): Promise<Timing[]> {
  const timings = runs.map(({ name }) => ({ name, times: [] as number[], answered: 0 }))
  for (let round = 0; round <= rounds; round++)
    for (const [index, question] of questions.entries())
      for (let turn = 0; turn < runs.length; turn++) {
        const place = (turn + index + round) % runs.length
        const run = runs[place]
        const timing = timings[place]
        if (run === undefined || timing === undefined) continue
        const before = performance.now()
        const hits = await run.ask(question)
        const time = performance.now() - before
        if (round === 0) timing.answered += hits > 0 ? 1 : 0
        else timing.times.push(time)
      }
  return timings
}

function report(title: string, timings: readonly Timing[]): void {
  const ours = quantile(timings[0]?.times ?? [], 0.95)
  console.log(`  ${title}, closed loop, ms; target: findEvents p95 < 50: ${ours < 50 ? 'met' : 'MISSED'}`)
  console.log(`  ${'engine'.padEnd(40)}     p50     p95     p99  answered  p95 / findEvents`)
  for (const { name, times, answered } of timings) {
    const [p50, p95, p99] = [0.5, 0.95, 0.99].map((rank) => quantile(times, rank).toFixed(2).padStart(8))
    const share = `${answered}/${times.length / rounds}`.padStart(8)
    const ratio = `${(quantile(times, 0.95) / ours).toFixed(2)}x`.padStart(16)
    console.log(`  ${name.padEnd(40)}${p50}${p95}${p99}  ${share}  ${ratio}`)
  }
}

function quantile(times: readonly number[], rank: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * rank))] ?? Number.NaN
}

async function* allDocuments({ store }: Context): AsyncGenerator<readonly SearchDocument[]> {
  const ids = (await store.read().find(EventSchema, {}, { fields: ['id'], orderBy: { id: 'asc' } })).map(
    ({ id }) => id,
  )
  for (let at = 0; at < ids.length; at += 500)
    yield await searchDocuments(store.read(), ids.slice(at, at + 500))
}

/** One to three words of an event, one in five with a mistake, three in seven with a filter that the event passes. */
async function makeQuestions(ctx: Context, agents: readonly Agent[]): Promise<Question[]> {
  const random = seededRandom(5)
  const total = await ctx.store.read().count(EventSchema)
  const ids = Array.from({ length: questionCount }, () => random.between(1, total))
  const documents = new Map((await searchDocuments(ctx.store.read(), ids)).map((one) => [one.eventId, one]))
  const telling = tellingWords([...documents.values()])
  return ids.flatMap((id, index) => {
    const facts = documents.get(id)?.facts
    const agent = agents[index % agents.length]
    if (facts === undefined || agent === undefined) return []
    return [makeQuestion(random, { facts, words: telling(facts) }, agent, index)]
  })
}

/** Words of five letters or more; not those of every other event, which nobody would look for. */
function tellingWords(documents: readonly SearchDocument[]): (facts: Facts) => string[] {
  const wordsOf = ({ text }: Facts) => [...new Set(analyse(`${text.A}\n${text.B}`).map(({ word }) => word))]
  const counts = new Map<string, number>()
  for (const { facts } of documents)
    for (const word of wordsOf(facts)) counts.set(word, (counts.get(word) ?? 0) + 1)
  return (facts) =>
    wordsOf(facts).filter(
      (word) => /^[a-z]{5,}$/.test(word) && (counts.get(word) ?? 0) < documents.length / 2,
    )
}

function makeQuestion(
  random: Random,
  { facts, words: known }: { facts: Facts; words: readonly string[] },
  agent: Agent,
  index: number,
): Question {
  const words = Array.from(
    { length: 1 + (index % 3) },
    () => known[random.between(0, known.length - 1)] ?? 'salmonella',
  )
  const asked = index % 5 === 0 ? [mistype(words[0] ?? ''), ...words.slice(1)] : words
  const { text, keys, from } = makeFilter(facts, index)
  return {
    agent,
    text: [...asked, text].join(' '),
    peer: { words: asked, keys, from, structure: agent.structure.code },
  }
}

function makeFilter(facts: Facts, index: number): { text: string; keys: string[]; from: number | undefined } {
  const facet = ['dept', 'danger', 'date', undefined, undefined][index % 7]
  if (facet === 'date') {
    const from = Math.max(0, (facts.numbers.date?.[0] ?? 0) - 200)
    const day = Temporal.PlainDate.from('1970-01-01').add({ days: from })
    return { text: `depuis:${day}`, keys: [], from }
  }
  const key = facts.keys.find((one) => facet !== undefined && one.startsWith(`${facet}:`))
  return { text: key ?? '', keys: key === undefined ? [] : [key], from: undefined }
}

/** What costs most: the events of a word that nearly all have, and the list of all of them. */
const broadTexts = ['produit', 'produit danger', 'domaine:food', '']

function broadQuestion(agent: Agent, text: string): Question {
  const words = text.split(' ').filter((word) => /^[a-z]+$/.test(word))
  return { agent, text, peer: { words, keys: [], from: undefined, structure: agent.structure.code } }
}

/** Two letters in the middle change places. */
function mistype(word: string): string {
  const at = Math.floor(word.length / 2)
  return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2)
}
