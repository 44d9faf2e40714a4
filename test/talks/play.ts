import type { ChatAnswer } from '#bot/chat.ts'
import { hear } from '#bot/hear.ts'
import { type Agent, fullName } from '#core/directory/agent.entity.ts'
import { EventSchema } from '#core/events/event.entity.ts'
import { indexEvents } from '#search/keep-up.ts'
import { postgresEngine } from '#search/postgres/engine.ts'
import { makeWorld, type World } from '#test/world.ts'

/**
 * A recorded conversation: why it is kept, then what people say (`> Claire : …`, continued by `>` lines), what happens
 * (`(8 jours plus tard)`), and what the bot answers (everything else). Spaces that do not break are written as plain ones.
 */
export interface Talk {
  readonly why: string
  readonly steps: readonly Step[]
}

export type Step =
  | { readonly type: 'says'; readonly who: string; readonly text: string }
  | { readonly type: 'happens'; readonly what: string }

export function readTalk(file: string): Talk {
  const [why = '', ...lines] = file.split('\n')
  const steps: Step[] = []
  for (const line of lines) {
    const said = /^> (\p{L}+) : (.*)$/u.exec(line)
    const last = steps.at(-1)
    if (said !== null) steps.push({ type: 'says', who: said[1] ?? '', text: said[2] ?? '' })
    else if (/^\(.*\)$/.test(line)) steps.push({ type: 'happens', what: line.slice(1, -1) })
    else if (/^>( |$)/.test(line) && last?.type === 'says')
      steps.splice(-1, 1, { ...last, text: `${last.text}\n${line.slice(2)}` })
  }
  return { why, steps }
}

/** Plays the steps against the real core on a fresh database, and gives the file as it should be. */
export async function playTalk(talk: Talk): Promise<string> {
  await using world = await makeWorld()
  const people = await settle(world)
  const engine = postgresEngine(world.store)
  const surprises: unknown[] = []
  const parts = [`${talk.why}\n`]
  for (const [at, step] of talk.steps.entries()) {
    if (step.type === 'happens') {
      happen(world, step.what)
      parts.push(`(${step.what})\n`)
      continue
    }
    const { who, text } = step
    const from = people[who]?.email ?? `${who.toLowerCase()}@ailleurs.example`
    const message = { provider: 'console', from, room: who, text, id: `m${at}` } as const
    const deps = { ...world, engine, log: ({ error }: { error: unknown }) => surprises.push(error) }
    const answers = await hear(deps, message)
    if (surprises.length > 0) throw surprises[0]
    const events = await world.store.read().find(EventSchema, {})
    await indexEvents(
      world.store,
      engine,
      events.map(({ id }) => id),
    )
    parts.push(`> ${who} : ${text.replaceAll('\n', '\n> ')}\n`, ...answers.map(render))
  }
  return parts.join('\n')
}

function render({ text }: ChatAnswer): string {
  return `${text.replaceAll(/[\u00a0\u202f]/g, ' ')}\n`
}

/** A restart is nothing to see: everything that `hear` remembers is in the database. */
function happen(world: World, what: string): void {
  const days = /^(\d+) jours? plus tard$/.exec(what)?.[1]
  if (days === undefined) throw new Error(`Nobody knows how to play « ${what} »`)
  world.clock.set(
    world.clock
      .now()
      .add({ hours: 24 * Number(days) })
      .toString(),
  )
}

/** Claire and Paul in two départements, Anne at the central administration, Jean without food rights. */
async function settle(world: World): Promise<Record<string, Agent>> {
  const herault = await world.structure('ddpp-34', { dept: '34', region: '76' })
  const gard = await world.structure('ddpp-30', { dept: '30', region: '76' })
  const mus = await world.structure('mus', { level: 'central' })
  const agents = [
    await world.agent('Claire Vidal', herault),
    await world.agent('Paul Serre', gard),
    await world.agent('Anne Roy', mus),
    await world.agent('Jean Lebon', gard, { domains: ['animal'] }),
  ]
  return Object.fromEntries(agents.map((agent) => [fullName(agent).split(' ')[0] ?? '', agent]))
}
