import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmbedded } from '#core/store/embedded.ts'
import { readAccess, urlFor } from '#core/store/server-access.ts'
import { FolderHeld } from '#core/store/server-owner.ts'
import { ask } from './ask.ts'

let top: string
let data: string
beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'vigie-owner-'))
  data = join(top, 'postgres')
})
afterAll(() => rm(top, { recursive: true }))

const quick = { flags: ['-c', 'fsync=off'] }

async function postmasterOf(data: string): Promise<number> {
  return Number((await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[0])
}

describe('a server that its Vigie runs', () => {
  it('starts again, with all that was committed, when it ends by itself', async () => {
    const mishaps: string[] = []
    const report = ({ type }: { readonly type: string }) => void mishaps.push(type)
    await using database = await startEmbedded(data, { ...quick, report })
    await ask(database.migrationUrl, 'create table written as select 1 as one')
    process.kill(await postmasterOf(data), 'SIGKILL')
    while ((await ask(database.url, 'select 1').catch(() => [])).length === 0) await pause(50)
    expect(await ask(database.migrationUrl, 'select * from written')).toEqual([{ one: 1 }])
    expect(mishaps[0]).toBe('ended')
  })

  it('is held by its Vigie whatever becomes of the session that says so, and of the server', async () => {
    await using database = await startEmbedded(data, quick)
    const server = await postmasterOf(data)
    const end =
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'vigie owner %'"
    await ask(database.migrationUrl, end)
    await expect(startEmbedded(data, quick)).rejects.toMatchObject({ pid: process.pid, url: database.url })
    expect(await postmasterOf(data)).toBe(server)
    while ((await ask(database.migrationUrl, end)).length === 0) await pause(20)
    process.kill(server, 'SIGKILL')
    await expect(startEmbedded(data, quick)).rejects.toBeInstanceOf(FolderHeld)
    await database.stop()
    await using _next = await startEmbedded(data, quick)
  })
})

describe('a server whose Vigie was killed', () => {
  it('is stopped by the next one once nobody of a Vigie is in it any more', async () => {
    const other = spawn(process.execPath, ['--input-type=module', '-e', plain, data], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await Promise.race([once(other.stdout, 'data'), once(other, 'close')])
    const access = await readAccess(data)
    if (access === undefined) throw new Error('no embedded database')
    const command = new pg.Client({
      connectionString: urlFor(access, 'run'),
      application_name: 'vigie interests',
    })
    await command.connect()
    other.kill('SIGKILL')
    await once(other, 'close')
    const next = startEmbedded(data, quick)
    expect(await Promise.race([next, pause(1000, 'waits')])).toBe('waits')
    expect((await command.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    await command.end()
    await using database = await next
    expect(await ask(database.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

const plain = `
  const { startEmbedded } = await import('#core/store/embedded.ts')
  await startEmbedded(process.argv[1], { flags: ['-c', 'fsync=off'] })
  console.log('ready')
  setInterval(() => undefined, 1000)
`
