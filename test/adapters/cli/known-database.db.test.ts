import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { verifyCommand } from '#adapters/cli/commands/verify.ts'
import { operatorCommands } from '#adapters/cli/commands.ts'
import { refuseEmpty } from '#adapters/cli/known-database.ts'
import { readConfig } from '#adapters/config.ts'
import { openParts } from '#adapters/parts.ts'
import { systemClock } from '#core/clock.ts'
import { freshDatabase, ownerUrl } from '#test/database.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-known-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function run(words: readonly string[], env: Record<string, string>) {
  const command = spawn('node', ['adapters/cli/main.ts', ...words], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let err = ''
  command.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  const [code] = await once(command, 'close')
  return { err, code }
}

describe('a command that begins no installation', () => {
  it.each([['verify'], ['ancrer', 'cle']])('makes no database where there is none: %s', async (...words) => {
    const { err, code } = await run(words, { VAR_DIR: join(folder, 'faute') })
    expect(err).toMatch(/^Il n’y a pas de base de Vigie dans .*faute : rien n’a été fait. Vérifiez VAR_DIR/)
    expect(code).toBe(1)
    expect(await readdir(folder)).not.toContain('faute')
  })

  it('leaves a folder as it is that something else lies in', async () => {
    const other = join(folder, 'autre')
    await mkdir(other, { mode: 0o755 })
    await writeFile(join(other, 'notes.txt'), 'notes')
    expect((await run(['audit'], { VAR_DIR: other })).err).toContain('Il n’y a pas de base de Vigie')
    expect(await readdir(other)).toEqual(['notes.txt'])
  })

  it('is refused on a database that has no tables of Vigie', async () => {
    const name = `vide_${process.pid}`
    const admin = new pg.Client({ connectionString: inject('clusterUrl') })
    await admin.connect()
    await admin.query(`create database ${name}`)
    await admin.end()
    const url = new URL(inject('clusterUrl'))
    url.pathname = `/${name}`
    const config = readConfig({ VAR_DIR: folder })
    const at = (migrationUrl: string) => ({
      url: migrationUrl,
      migrationUrl,
      embedded: false,
      release: async () => undefined,
    })
    await expect(refuseEmpty(at(url.href), config)).rejects.toThrow(
      /DATABASE_URL n’a pas les tables de Vigie/,
    )
    const known = await freshDatabase()
    await refuseEmpty(at(ownerUrl(known)), config)
    await refuseEmpty(at(known), config)
  })

  it('is any but an import and the first steps of an account at Tchap', () => {
    const beginning = operatorCommands.filter((command) => command.begins !== undefined)
    expect(beginning.map(({ name }) => name)).toEqual(['import', 'matrix'])
    const matrix = operatorCommands.find(({ name }) => name === 'matrix')
    expect(['setup', 'restore', 'health', 'backup'].map((verb) => matrix?.begins?.([verb]))).toEqual([
      true,
      true,
      false,
      false,
    ])
  })
})

describe('verify', () => {
  it('says that it found nothing to verify, rather than no fault', async () => {
    const config = readConfig({ VAR_DIR: folder })
    await using parts = await openParts(await freshDatabase(), config, systemClock, pino({ level: 'silent' }))
    const said: string[] = []
    await verifyCommand.run(parts, {
      words: [],
      options: {},
      say: (line) => said.push(line),
      progress: () => ({ update: () => undefined, stop: () => undefined }),
    })
    expect(said).toEqual(['Cette base n’a aucun évènement : il n’y a rien à vérifier.'])
  })
})
