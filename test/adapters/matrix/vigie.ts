import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import PostalMime from 'postal-mime'
import { readConfig } from '#adapters/config.ts'
import { openParts, type Parts } from '#adapters/parts.ts'
import { type Running, startRoles } from '#adapters/roles.ts'
import { type Clock, systemClock } from '#core/clock.ts'
import type { Context } from '#core/context.ts'
import { AgentSchema } from '#core/directory/agent.entity.ts'
import { importDirectory } from '#core/directory/import-directory.ts'
import { importIdentities } from '#core/directory/import-identities.ts'
import { unlinkAddress } from '#core/directory/unlink.ts'
import { freshDatabase } from '#test/database.ts'
import { type Human, makeHuman } from '#test/synapse/human.ts'
import type { Homeserver, Synapse } from '#test/synapse/provision.ts'

/** The whole of Vigie on a database of its own, serving an account on a real homeserver. */
export interface Vigie extends AsyncDisposable {
  readonly parts: Parts
  readonly userId: string
  readonly env: Readonly<Record<string, string>>
  /** Somebody of the directory with a client of his own, linked. */
  agent(name: AgentName, options?: { linked?: boolean }): Promise<Human>
  /** Somebody of another directory, by the mail address that he has there. */
  person(name: string, email: string): Promise<Human>
  /** Links an account to somebody of the directory, or ends its link, without a word. */
  link(human: Human, name: AgentName): Promise<void>
  unlink(human: Human): Promise<void>
  /** Somebody whom the directory does not know. */
  stranger(name: string): Promise<Human>
  /** He is no longer in the directory. */
  deactivate(name: AgentName): Promise<void>
  as(name: AgentName): Promise<Context>
  asEmail(email: string): Promise<Context>
  /** The direct message of a person with the bot. */
  talk(human: Human): Promise<Talk>
  /** Waits until no job is due: whoever is to be told has been told. */
  settled(): Promise<void>
  /** The mails that were sent, in the order they came. */
  mails(): Promise<Mail[]>
  /** The code of the next mail that holds one, each mail once. */
  nextCode(): Promise<string>
  stop(): Promise<void>
  start(): Promise<void>
}

export interface VigieOptions {
  readonly through?: Homeserver
  readonly env?: Readonly<Record<string, string>>
  /** The system's, unless said. */
  readonly clock?: Clock
  /** Makes the structures and agents; the people below, unless said. */
  readonly settle?: (parts: Parts) => Promise<unknown>
  /** False: only prepared; the bot is `start`ed here later, or runs in a process of its own. */
  readonly serving?: boolean
}

export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
}

export interface Talk {
  readonly room: string
  /** Says it and waits for the next thing that the bot says. */
  say(text: string): Promise<string>
}

const people = {
  'Claire Vidal': 'DDI/DDPP/DDPP34;Claire;Vidal;claire.vidal@agri.example;Inspectrice;Lodève;;;food;matrix',
  'Luc Petit': 'DDI/DDPP/DDPP34;Luc;Petit;luc.petit@agri.example;Inspecteur;Lodève;;;food;matrix',
  'Paul Serre': 'DDI/DDPP/DDPP30;Paul;Serre;paul.serre@agri.example;Inspecteur;Nîmes;;;food;matrix',
  'Anne Roy':
    'AC/DAC/DGAL/MUS;Anne;Roy;anne.roy@agri.example;Chargée de mission;Paris;;;food,animal,plant;matrix',
  'Jean Lebon': 'DDI/DDPP/DDPP30;Jean;Lebon;jean.lebon@agri.example;Inspecteur;Nîmes;;;animal;matrix',
} as const
export type AgentName = keyof typeof people
export const agentNames: readonly AgentName[] = [
  'Claire Vidal',
  'Luc Petit',
  'Paul Serre',
  'Anne Roy',
  'Jean Lebon',
]

const header =
  'Structure;Prénom;Nom;Mail;Fonction_hiérarchique;Complément_fonction;Téléphone;Mobile;Domaines;Canal'

export async function startVigie(synapse: Synapse, options: VigieOptions = {}): Promise<Vigie> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-tchap-'))
  const { userId, password } = await synapse.register('Vigie', { displayName: 'Vigie' })
  const url = await freshDatabase()
  const env = {
    DATABASE_URL: url,
    VAR_DIR: folder,
    ROLES: 'chat,worker',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    UNDO_SECONDS: '0',
    MATRIX_URL: (options.through ?? synapse).url,
    MATRIX_USER: userId,
    MATRIX_PASSWORD: password,
    MATRIX_STORE_KEY: Buffer.alloc(32, 7).toString('base64'),
    // Its machines share it.
    SECRET_KEY: Buffer.alloc(32, 5).toString('base64'),
    MATRIX_CALLS_PER_SECOND: '200',
    ...options.env,
  }
  const config = readConfig(env)
  const log = pino({ level: config.logLevel }, pino.destination(2))
  const parts = await openParts(url, config, options.clock ?? systemClock, log)
  const system = parts.contextFor({ type: 'system', name: 'Essai' })
  if (options.settle === undefined)
    await importDirectory(system, { csv: [header, ...Object.values(people)].join('\n') })
  else await options.settle(parts)
  const humans: Human[] = []
  let running: Running | undefined
  const start = async () => {
    running = await startRoles(parts)
    await running.tchap?.served
  }
  if (options.serving !== false) await start()
  const emailOf = (name: string) => `${name.toLowerCase().replace(' ', '.')}@agri.example`
  const stop = async () => {
    await running?.[Symbol.asyncDispose]()
    running = undefined
  }
  const asEmail = async (email: string) => {
    const em = parts.store.read()
    const agent = await em.findOneOrFail(AgentSchema, { email }, { populate: ['structure'] })
    return parts.contextFor({ type: 'agent', agent })
  }
  const appear = async (name: string) => {
    const human = await makeHuman(synapse, name)
    humans.push(human)
    return human
  }
  const linkTo = async ({ userId: address }: Human, email: string) => {
    await importIdentities(system, { csv: `canal;adresse;courriel\ntchap;${address};${email}\n` })
  }
  const mails = () => mailsIn(config.mailbox)
  let codes = 0
  const gone = new Set<AgentName>()
  return {
    parts,
    userId,
    env,
    settled: async () => {
      await until('no job is due', async () => ((await countDue(parts)) === 0 ? true : undefined))
    },
    mails,
    nextCode: () =>
      until('a mail with a code', async () => {
        const found = (await mails()).flatMap(
          ({ text }) => /^\s*(\d\d(?:\s\d\d){3})\s*$/m.exec(text)?.[1] ?? [],
        )
        return found[codes] === undefined ? undefined : found[codes++]
      }),
    link: (human, name) => linkTo(human, emailOf(name)),
    unlink: async (human) => void (await unlinkAddress(system, { address: human.userId })),
    agent: async (name, { linked = true } = {}) => {
      const human = await appear(name)
      if (linked) await linkTo(human, emailOf(name))
      return human
    },
    person: async (name, email) => {
      const human = await appear(name)
      await linkTo(human, email)
      return human
    },
    stranger: appear,
    deactivate: async (name) => {
      gone.add(name)
      const left = agentNames.filter((one) => !gone.has(one)).map((one) => people[one])
      await importDirectory(system, { csv: [header, ...left].join('\n') })
    },
    as: (name) => asEmail(emailOf(name)),
    asEmail,
    talk: async (human) => {
      const room = await human.directWith(userId)
      await human.waitFor(room, ({ sender }) => sender === userId)
      return {
        room,
        say: async (text) => {
          const before = new Set((await human.timeline(room)).map(({ id }) => id))
          await human.say(room, text)
          const answer = await human.waitFor(room, ({ id, sender }) => sender === userId && !before.has(id))
          return answer.body.replaceAll(/[\u00a0\u202f]/g, ' ')
        },
      }
    },
    start,
    stop,
    [Symbol.asyncDispose]: async () => {
      for (const human of humans) human.stop()
      await stop()
      await parts[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function countDue({ store }: Parts): Promise<number> {
  const found = await store.pool.query<{ n: number }>(
    'select count(*)::int as n from graphile_worker.jobs where run_at <= now()',
  )
  return found.rows[0]?.n ?? 0
}

async function mailsIn(folder: string): Promise<Mail[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'))
  const files = await Promise.all(
    names.map(async (name) => ({ path: join(folder, name), at: (await stat(join(folder, name))).mtimeMs })),
  )
  const inOrder = files.toSorted((one, other) => one.at - other.at)
  return Promise.all(
    inOrder.map(async ({ path }) => {
      const { to = [], subject = '', text = '' } = await PostalMime.parse(await readFile(path))
      return { to: to.map(({ address }) => address).join(', '), subject, text }
    }),
  )
}

/** Looks again until there is something. @throws Error naming what was awaited, after 20 s */
export async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const deadline = performance.now() + 20_000
  while (true) {
    const found = await look()
    if (found !== undefined) return found
    if (performance.now() > deadline) throw new Error(`waited 20 s for ${what}`)
    await new Promise((done) => setTimeout(done, 20))
  }
}
