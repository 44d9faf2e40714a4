import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { readConfig } from '#adapters/config.ts'
import { openParts, type Parts } from '#adapters/parts.ts'
import { type Running, startRoles } from '#adapters/roles.ts'
import { systemClock } from '#core/clock.ts'
import type { Context } from '#core/context.ts'
import { AgentSchema } from '#core/directory/agent.entity.ts'
import { importDirectory } from '#core/directory/import-directory.ts'
import { importIdentities } from '#core/directory/import-identities.ts'
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
  /** Somebody whom the directory does not know. */
  stranger(name: string): Promise<Human>
  as(name: AgentName): Promise<Context>
  /** The direct message of a person with the bot. */
  talk(human: Human): Promise<Talk>
  stop(): Promise<void>
  start(): Promise<void>
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

const header =
  'Structure;Prénom;Nom;Mail;Fonction_hiérarchique;Complément_fonction;Téléphone;Mobile;Domaines;Canal'

export async function startVigie(
  synapse: Synapse,
  options: { through?: Homeserver; env?: Record<string, string> } = {},
): Promise<Vigie> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-tchap-'))
  const { userId, password } = await synapse.register('Vigie', { displayName: 'Vigie' })
  const url = await freshDatabase()
  const env = {
    DATABASE_URL: url,
    VAR_DIR: folder,
    ROLES: 'chat,worker',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    MATRIX_URL: (options.through ?? synapse).url,
    MATRIX_USER: userId,
    MATRIX_PASSWORD: password,
    MATRIX_STORE_KEY: Buffer.alloc(32, 7).toString('base64'),
    MATRIX_CALLS_PER_SECOND: '200',
    ...options.env,
  }
  const config = readConfig(env)
  const log = pino({ level: config.logLevel }, pino.destination(2))
  const parts = await openParts(url, config, systemClock, log)
  const system = parts.contextFor({ type: 'system', name: 'Essai' })
  await importDirectory(system, { csv: [header, ...Object.values(people)].join('\n') })
  const humans: Human[] = []
  let running: Running | undefined
  const start = async () => {
    running = await startRoles(parts)
    await running.tchap?.served
  }
  await start()
  const emailOf = (name: string) => `${name.toLowerCase().replace(' ', '.')}@agri.example`
  const stop = async () => {
    await running?.[Symbol.asyncDispose]()
    running = undefined
  }
  return {
    parts,
    userId,
    env,
    agent: async (name, { linked = true } = {}) => {
      const human = await makeHuman(synapse, name)
      humans.push(human)
      if (linked)
        await importIdentities(system, {
          csv: `canal;adresse;courriel\ntchap;${human.userId};${emailOf(name)}\n`,
        })
      return human
    },
    stranger: async (name) => {
      const human = await makeHuman(synapse, name)
      humans.push(human)
      return human
    },
    as: async (name) => {
      const agent = await parts.store
        .read()
        .findOneOrFail(AgentSchema, { email: emailOf(name) }, { populate: ['structure'] })
      return parts.contextFor({ type: 'agent', agent })
    },
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
