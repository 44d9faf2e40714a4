import { readReaction } from '#adapters/matrix/reactions.ts'
import type { ChatAnswer } from '#bot/chat.ts'
import { hear } from '#bot/hear.ts'
import { deliverBatch } from '#core/diffusion/deliver.ts'
import { diffuseEntry } from '#core/diffusion/diffuse.ts'
import { RuleSchema } from '#core/diffusion/rule.entity.ts'
import { stopLinks } from '#core/diffusion/stop-link.ts'
import { type Agent, fullName } from '#core/directory/agent.entity.ts'
import { IdentitySchema } from '#core/directory/identity.entity.ts'
import { noteMembers } from '#core/rooms/note-members.ts'
import { noteRoomAddress } from '#core/rooms/note-room.ts'
import { RoomSchema } from '#core/rooms/room.entity.ts'
import { runJobsOnce } from '#core/store/run-once.ts'
import type { SearchEngine } from '#search/engine.ts'
import { indexEvents } from '#search/keep-up.ts'
import { postgresEngine } from '#search/postgres/engine.ts'
import { linkMailbox } from '#test/link-mail.ts'
import { makeWorld, type World } from '#test/world.ts'

/**
 * A recorded conversation: why it is kept, then what people say (`> Claire : …`, continued by `>` lines), what happens
 * (`(8 jours plus tard)`, `(on peut annuler pendant 10 secondes)`, `(12 secondes plus tard)`, `(Claire passe sur Tchap)`), and what the bot answers (everything else). Spaces that do not break
 * are written as plain ones; `‹code›` stands for the code that was mailed last. `> Claire [salon] : …` is said in a room,
 * `> Claire : 👍` reacts to the last answer that takes reactions, with an `↑` to the one before.
 */
export interface Talk {
  readonly why: string
  readonly steps: readonly Step[]
}

export type Step =
  | { readonly type: 'says'; readonly who: string; readonly room: string; readonly text: string }
  | { readonly type: 'happens'; readonly what: string }

export function readTalk(file: string): Talk {
  const [why = '', ...lines] = file.split('\n')
  const steps: Step[] = []
  for (const line of lines) {
    const said = /^> (\p{L}+)(?: \[(\S+)\])? : (.*)$/u.exec(line)
    const last = steps.at(-1)
    if (said !== null)
      steps.push({ type: 'says', who: said[1] ?? '', room: said[2] ?? '', text: said[3] ?? '' })
    else if (/^\(.*\)$/.test(line)) steps.push({ type: 'happens', what: line.slice(1, -1) })
    else if (/^>( |$)/.test(line) && last?.type === 'says')
      steps.splice(-1, 1, { ...last, text: `${last.text}\n${line.slice(2)}` })
  }
  return { why, steps }
}

/** A step of a conversation as it went. */
export interface Played {
  readonly step: Step
  /** Nothing when something happened. */
  readonly answers: readonly ChatAnswer[]
}

/** Plays the steps against the real core on a fresh database, and gives the file as it should be. */
export async function playTalk(talk: Talk): Promise<string> {
  return print(talk, await playSteps(talk))
}

export function print({ why }: Talk, played: readonly Played[]): string {
  const parts = played.flatMap(({ step, answers }) => {
    if (step.type === 'happens') return [`(${step.what})\n`]
    const { who, room, text } = step
    const said = `> ${who}${room === '' ? '' : ` [${room}]`} : ${text.replaceAll('\n', '\n> ')}\n`
    return [said, ...answers.map(render)]
  })
  return [`${why}\n`, ...parts].join('\n')
}

/** @param options `tchap`: everybody speaks from Tchap from the beginning, agents from an account that is linked */
export async function playSteps(talk: Talk, options: { readonly tchap?: boolean } = {}): Promise<Played[]> {
  await using world = await makeWorld()
  const people = await settle(world)
  const engine = postgresEngine(world.store)
  const jobs = handlersOn(world, engine)
  const surprises: unknown[] = []
  const mails = linkMailbox(world)
  const onTchap = new Set<string>()
  if (options.tchap === true) await moveToTchap(world, people, onTchap, speakers(talk))
  const asked: ChatAnswer[] = []
  let undoSeconds = 0
  const played: Played[] = []
  for (const [at, step] of talk.steps.entries()) {
    if (step.type === 'happens') {
      undoSeconds = Number(/^on peut annuler pendant (\d+) secondes$/.exec(step.what)?.[1] ?? undoSeconds)
      await happen(world, people, onTchap, step.what)
      played.push({ step, answers: [] })
      continue
    }
    const { who, room, text } = step
    const email = people[who]?.email ?? `${who.toLowerCase()}@ailleurs.example`
    const speaker = onTchap.has(who)
      ? ({ provider: 'matrix', from: tchapAddress(who) } as const)
      : ({ provider: 'console', from: email } as const)
    const said = text.includes('‹code›') ? text.replaceAll('‹code›', await mails.lastCode()) : text
    const place = room === '' ? { room: who } : ({ room, audience: 'room', power: true } as const)
    const message = { ...speaker, ...place, text: said, ...reactionIn(text, asked), id: `m${at}` }
    const deps = {
      ...world,
      engine,
      undoSeconds,
      log: ({ error }: { error: unknown }) => surprises.push(error),
    }
    const answers = await hear(deps, message)
    if (surprises.length > 0) throw surprises[0]
    asked.push(...answers.filter(takesReactions))
    if (await isDue(world)) await runJobsOnce(world.store, jobs, tasks)
    played.push({ step, answers })
  }
  return played
}

const tasks = ['index', 'diffuse', 'deliver', 'deliver-matrix'] as const

async function isDue({ store }: World): Promise<boolean> {
  const sql = 'select 1 from graphile_worker.jobs where task_identifier = any($1) and run_at <= now() limit 1'
  return (await store.pool.query(sql, [tasks])).rowCount === 1
}

/** What is told to others leaves at once, and arrives. */
function handlersOn(world: World, engine: SearchEngine) {
  const send = async (key: string) => ({ state: 'delivered', receipt: key }) as const
  const channels = {
    console: { name: 'console', send },
    email: { name: 'email', send },
    matrix: { name: 'matrix', send },
  } as const
  const deps = { ...world, channels, links: stopLinks('', undefined) }
  const deliver = (payload: { readonly deliveryIds: readonly string[] }) =>
    deliverBatch(deps, { ...payload, lastAttempt: true })
  return {
    index: ({ eventIds }: { readonly eventIds: readonly number[] }) =>
      indexEvents(world.store, engine, eventIds),
    diffuse: async (payload: { readonly entryId: number }) =>
      void (await diffuseEntry(world.system, payload)),
    deliver,
    'deliver-matrix': deliver,
  }
}

export function takesReactions({ choices, reactions }: ChatAnswer): boolean {
  return choices !== undefined || reactions !== undefined
}

/** Who speaks from an account that the talk itself links is left to it. */
function speakers({ steps }: Talk): string[] {
  const moved = new Set(steps.flatMap((step) => (step.type === 'happens' ? [step.what] : [])))
  const names = steps.flatMap((step) => (step.type === 'says' ? [step.who] : []))
  return [...new Set(names)].filter((name) => !moved.has(`${name} passe sur Tchap`))
}

/** How somebody is addressed on the Tchap that the conversations tell of. */
export function tchapAddress(name: string): string {
  return `@${name.toLowerCase()}:tchap.example`
}

/** A reaction says what the answer that it is put on holds for it. */
function reactionIn(text: string, asked: readonly ChatAnswer[]): { text?: string; turn?: string } {
  const reaction = readSign(text)
  const on = reaction === undefined ? undefined : asked.at(-1 - reaction.back)
  if (reaction === undefined || on === undefined) return {}
  const { sign } = reaction
  const said = sign.type === 'choice' ? on.choices?.[sign.n - 1] : on.reactions?.[sign.type]
  return { text: said ?? '', ...(on.turn === undefined ? {} : { turn: on.turn }) }
}

/** `👍 ↑`: the sign, and how many answers back it is put; undefined for what is said in words. */
export function readSign(text: string) {
  const key = text.replaceAll(/[\s↑]/g, '')
  const sign = readReaction(key)
  if (sign.type === 'other' || sign.type === 'pin' || /^[\p{L}\d]+$/u.test(text)) return undefined
  return { key, sign, back: (text.match(/↑/g) ?? []).length }
}

function render({ text, where, sign }: ChatAnswer): string {
  const mark = `${where === 'private' ? '[en privé] ' : ''}${sign === 'done' ? '[✅] ' : ''}`
  return `${mark}${text.replaceAll(/[\u00a0\u202f]/g, ' ')}\n`
}

/** A restart is nothing to see: everything that `hear` remembers is in the database. */
async function happen(
  world: World,
  people: Readonly<Record<string, Agent>>,
  onTchap: Set<string>,
  what: string,
): Promise<void> {
  const { store } = world
  const moved = /^(\p{L}+) passe sur Tchap$/u.exec(what)?.[1]
  if (moved !== undefined) {
    onTchap.add(moved)
    return
  }
  const linked = /^(.+) ont lié leur compte Tchap$/u.exec(what)?.[1]?.split(', ') ?? []
  await moveToTchap(world, people, onTchap, linked)
  const ruled = /^une règle avertit la MUS de (\S+)$/.exec(what)?.[1]
  if (ruled !== undefined) {
    const agent = Object.values(people).find(({ structure }) => structure.level === 'central')
    const rule = { code: 'mus', query: ruled, reason: 'La MUS en est toujours informée', active: true }
    await store.transaction(async (em) => {
      em.create(RuleSchema, { ...rule, structureId: agent?.structure.id ?? 0, audience: 'agents' })
    })
    return
  }
  const present = /^dans (\S+) : (.+)$/.exec(what)
  if (present !== null) {
    const members = (present[2] ?? '').split(', ').map(tchapAddress)
    await noteMembers(store, { provider: 'matrix', address: present[1] ?? '', members })
  }
  const opened = /^le salon de (\S+) est ouvert$/.exec(what)?.[1]
  if (opened !== undefined) {
    const room = await store.read().findOneOrFail(RoomSchema, { type: 'event', address: null })
    await noteRoomAddress(store, { id: room.id, address: opened })
  }
  if (linked.length > 0 || present !== null || opened !== undefined) return
  if (what.startsWith('on peut annuler pendant ')) return
  const seconds = /^(\d+) secondes? plus tard$/.exec(what)?.[1]
  if (seconds !== undefined) {
    world.clock.set(
      world.clock
        .now()
        .add({ seconds: Number(seconds) })
        .toString(),
    )
    // The queue has a clock of its own.
    await store.pool.query(
      'update graphile_worker._private_jobs set run_at = run_at - make_interval(secs => $1)',
      [Number(seconds)],
    )
    return
  }
  const days = /^(\d+) jours? plus tard$/.exec(what)?.[1]
  if (days === undefined) throw new Error(`Nobody knows how to play « ${what} »`)
  world.clock.set(
    world.clock
      .now()
      .add({ hours: 24 * Number(days) })
      .toString(),
  )
}

/** They speak from Tchap now; an agent's account is linked. */
async function moveToTchap(
  { store }: World,
  people: Readonly<Record<string, Agent>>,
  onTchap: Set<string>,
  names: readonly string[],
): Promise<void> {
  for (const name of names) {
    if (onTchap.has(name)) continue
    onTchap.add(name)
    const agentId = people[name]?.id
    const address = tchapAddress(name)
    if (agentId !== undefined)
      await store.transaction(async (em) =>
        em.create(IdentitySchema, { provider: 'matrix', address, agentId }),
      )
  }
}

/** Claire and Luc in one département, Paul in another, Anne at the central administration, Jean without food rights. */
export async function settle(world: Pick<World, 'structure' | 'agent'>): Promise<Record<string, Agent>> {
  const herault = await world.structure('ddpp-34', { dept: '34', region: '76' })
  const gard = await world.structure('ddpp-30', { dept: '30', region: '76' })
  const mus = await world.structure('mus', { level: 'central' })
  const agents = [
    await world.agent('Claire Vidal', herault),
    await world.agent('Luc Petit', herault),
    await world.agent('Paul Serre', gard),
    await world.agent('Anne Roy', mus),
    await world.agent('Jean Lebon', gard, { domains: ['animal'] }),
  ]
  return Object.fromEntries(agents.map((agent) => [fullName(agent).split(' ')[0] ?? '', agent]))
}
