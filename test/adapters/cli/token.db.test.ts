import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { UsageError } from '#adapters/cli/command.ts'
import { readOperator } from '#adapters/cli/read.ts'
import { type Config, ConfigError, readConfig } from '#adapters/config.ts'
import { openParts, type Parts } from '#adapters/parts.ts'
import { settableClock } from '#core/clock.ts'
import { findToken } from '#core/http/tokens/find-token.ts'
import { isRefusal } from '#core/refusal.ts'
import { freshDatabase } from '../../database.ts'
import { settlerOf } from '../../world.ts'

let folder: string
let url: string
let config: Config
let parts: Parts
const clock = settableClock('2026-11-22T08:00:00Z')
const log = pino({ level: 'silent' })
const otherSecret = Buffer.alloc(32, 3).toString('base64')
const withOther = () => ({ ...config, secretKey: otherSecret })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-token-'))
  url = await freshDatabase()
  config = readConfig({ DATABASE_URL: url, VAR_DIR: folder })
  parts = await openParts(url, config, clock, log)
  const { structure, agent } = settlerOf(parts.store)
  await agent('Claire Vidal', await structure('ddpp-34', { dept: '34' }))
})
afterAll(async () => {
  await parts[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

/** What the operator reads after `npm run vigie -- …`. */
async function say(line: string, on = parts): Promise<string[]> {
  const read = readOperator(line.split(' '))
  if (read.type !== 'run') throw new Error(`« ${line} » is help`)
  const said: string[] = []
  const progress = () => ({ update: () => undefined, stop: () => undefined })
  await read.command.run(on, {
    words: read.words,
    options: read.options,
    say: (text) => said.push(text),
    progress,
  })
  return said
}

describe('the command token', () => {
  it('makes a token, shows it once with what it opens, lists it with its last use, and revokes it', async () => {
    const [head = '', secret = '', facts] = await say(
      'token creer claire.vidal@agri.example --nom labo --droits events:read,proof --expire 31/03/2027 --adresses 203.0.113.0/24 --limite 1200',
    )
    const id = /^Jeton n° (\d+) pour claire/.exec(head)?.[1] ?? ''
    expect(facts).toBe(
      'droits : events:read, proof ; vaut jusqu’au 31/03/2027 inclus ; depuis 203.0.113.0/24 ; 1 200 lectures par minute',
    )
    const use = () => findToken(parts, { secret, from: '203.0.113.7' })
    expect((await use()).token.scopes).toEqual(['events:read', 'proof'])
    const [listed = ''] = await say('token lister claire.vidal@agri.example')
    expect(listed).toBe(
      `n° ${id}  labo  droits : events:read, proof ; créé le 22/11/2026 à 09:00 ; vaut jusqu’au 31/03/2027 inclus ; depuis 203.0.113.0/24 ; 1 200 lectures par minute ; servi le 22/11/2026 à 09:00`,
    )
    expect(listed).not.toContain(secret.slice(4))
    expect(await say(`token revoquer ${id}`)).toEqual([`Le jeton n° ${id} est révoqué.`])
    expect(isRefusal(await use().catch((error: unknown) => error), 'token-invalid')).toBe(true)
    expect(await say(`token revoquer ${id}`)).toEqual([`Aucun jeton actif ne porte le n° ${id}.`])
  })

  it('makes a token that only reads, for a year, when nothing else is asked', async () => {
    expect((await say('token creer claire.vidal@agri.example')).at(-1)).toBe(
      'droits : events:read ; vaut jusqu’au 22/11/2027 à 09:00 ; de toute adresse',
    )
  })

  it('refuses what no token may be', async () => {
    const refused = (option: string) => say(`token creer claire.vidal@agri.example ${option}`)
    await expect(refused('--adresses 0.0.0.0/0')).rejects.toThrow(/--adresses .* « 0\.0\.0\.0\/0 »/)
    await expect(refused('--adresses partout')).rejects.toThrow(UsageError)
    const error = await refused('--expire 2040-01-01').catch((wrong: unknown) => wrong)
    expect(isRefusal(error, 'input-invalid')).toBe(true)
    await expect(say('token creer nul@part.example')).rejects.toThrow('agent-not-found')
  })
})

describe('the secret of the installation', () => {
  it('is refused in a process that has another, until « cle remplacer » says that it is the one', async () => {
    await expect(openParts(url, withOther(), clock, log)).rejects.toThrow(ConfigError)
    {
      await using other = await openParts(url, withOther(), clock, log, { withAnySecret: true })
      expect((await say('cle remplacer', other))[0]).toContain('est maintenant celle de l’installation')
    }
    await using now = await openParts(url, withOther(), clock, log)
    expect(now.secretMark).not.toBe(parts.secretMark)
    await expect(openParts(url, config, clock, log)).rejects.toThrow('cle remplacer')
  })
})
