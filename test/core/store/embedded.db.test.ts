import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmbedded } from '#core/store/embedded.ts'
import { mayRewriteHistory } from '#core/store/grants.ts'
import { migrate } from '#core/store/migrate.ts'
import { FolderHeld } from '#core/store/server-owner.ts'
import { ask } from './ask.ts'

let top: string
beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'vigie-embedded-'))
})
afterAll(() => rm(top, { recursive: true }))

const quick = { flags: ['-c', 'fsync=off'] }

/** One cluster for all these tests, which each move it to their place: making one takes seconds. */
let place: string | undefined
async function movedTo(name: string): Promise<string> {
  await mkdir(join(top, name), { recursive: true })
  const data = join(top, name, 'postgres')
  if (place !== undefined && place !== data) await rename(place, data)
  place = data
  return data
}

describe('the embedded server', () => {
  it('listens on a socket that only its account reaches, and nowhere else', async () => {
    const data = await movedTo('fresh')
    await using database = await startEmbedded(data, quick)
    expect(await ask(database.migrationUrl, 'show listen_addresses')).toEqual([{ listen_addresses: '' }])
    expect((await stat(data)).mode & 0o777).toBe(0o700)
    expect((await stat(join(data, '.s.PGSQL.5432'))).mode & 0o777).toBe(0o700)
    expect((await stat(join(data, 'vigie-access.json'))).mode & 0o777).toBe(0o600)
    expect((await stat(join(top, 'fresh', 'postgres.log'))).mode & 0o777).toBe(0o600)
  })

  it('lets the program do its work and none of what rewrites the past', async () => {
    await using database = await startEmbedded(await movedTo('fresh'), quick)
    const { url, migrationUrl } = database
    await migrate(migrationUrl, url)
    // Again, as at each start.
    await migrate(migrationUrl, url)
    // A process that was given the program's role alone finds everything up to date.
    await migrate(url)
    const role = await ask(
      url,
      `select rolsuper, rolcreatedb, rolcreaterole, rolbypassrls, rolreplication,
         (select count(*)::int from pg_class where relowner = r.oid)
         + (select count(*)::int from pg_proc where proowner = r.oid)
         + (select count(*)::int from pg_database where datdba = r.oid) as owned
       from pg_roles r where rolname = current_user`,
    )
    expect(role).toEqual([
      {
        rolsuper: false,
        rolcreatedb: false,
        rolcreaterole: false,
        rolbypassrls: false,
        rolreplication: false,
        owned: 0,
      },
    ])
    for (const deed of [
      'alter table entry disable trigger all',
      'alter table entry drop column hash',
      'drop table entry',
      'truncate entry cascade',
      'delete from entry',
      "update entry set author = 'x'",
      'drop trigger entry_append_only on entry',
      'create or replace function refuse_journal_change() returns trigger language plpgsql as $$ begin return new; end $$',
      'create trigger mine before insert on entry for each row execute function refuse_journal_change()',
      'delete from delivery',
      'delete from event',
      "delete from migration where name like '0001%'",
      'create table mine (id int)',
      'set session_replication_role = replica',
      "copy agent from program 'id'",
      "copy setting to '/tmp/x'",
      "select pg_read_file('postgresql.conf')",
      'alter role vigie_run superuser',
      'set role vigie',
    ])
      await expect(ask(url, deed), deed).rejects.toThrow(
        /permission denied|must be (owner|superuser)|only roles/i,
      )
    for (const deed of [
      'select * from entry',
      "select graphile_worker.add_job('index', '{}'::json)",
      'select * from graphile_worker.jobs',
      'truncate search_event, search_word',
      "insert into setting (name, value) values ('a', 'b'); delete from setting",
    ])
      await ask(url, deed)
    for (const [connectionString, may] of [
      [url, false],
      [migrationUrl, true],
    ] as const) {
      const client = new pg.Client({ connectionString })
      await client.connect()
      expect(await mayRewriteHistory(client)).toBe(may)
      await client.end()
    }
  })

  it('starts in a folder too deep for a socket, with one elsewhere that goes with it', async () => {
    const data = await movedTo('d'.repeat(100))
    const database = await startEmbedded(data, quick)
    const folder = decodeURIComponent(new URL(database.url).hostname)
    expect(folder.length).toBeLessThan(80)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    expect(await ask(database.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await database.stop()
    await expect(stat(folder)).rejects.toThrow('ENOENT')
  })

  it('listens on the loopback where there are no sockets, with the same roles', async () => {
    await using database = await startEmbedded(await movedTo('tcp'), { ...quick, tcp: true })
    expect(new URL(database.url).hostname).toBe('127.0.0.1')
    expect(await ask(database.url, 'select current_user as who')).toEqual([{ who: 'vigie_run' }])
  })

  it('has random passwords, made anew when their file was lost', async () => {
    const data = await movedTo('lost')
    await using before = await startEmbedded(data, quick)
    await ask(before.migrationUrl, 'create table kept as select 1 as one')
    await before.stop()
    await rm(join(data, 'vigie-access.json'))
    await using after = await startEmbedded(data, quick)
    expect(await ask(after.migrationUrl, 'select * from kept')).toEqual([{ one: 1 }])
    const passwords = [before, after].flatMap(({ url, migrationUrl }) => [url, migrationUrl])
    expect(new Set(passwords.map((url) => new URL(url).password)).size).toBe(4)
    for (const guess of ['vigie', '', new URL(before.url).password]) {
      const url = new URL(after.url)
      url.password = guess
      await expect(ask(url.href, 'select 1')).rejects.toThrow(/password/)
    }
  })

  it('closes a log that older versions left open to all', async () => {
    const data = await movedTo('open')
    await writeFile(join(top, 'open', 'postgres.log'), 'old\n')
    await chmod(join(top, 'open', 'postgres.log'), 0o644)
    await using _database = await startEmbedded(data, quick)
    expect((await stat(join(top, 'open', 'postgres.log'))).mode & 0o777).toBe(0o600)
  })
})

/** Makes of a running cluster what an older Vigie ran: one superuser with a known password, on the loopback. */
const older = `
  const { startEmbedded } = await import('#core/store/embedded.ts')
  const { migrate } = await import('#core/store/migrate.ts')
  const { default: pg } = await import('pg')
  const { rm } = await import('node:fs/promises')
  const data = process.argv[1]
  const database = await startEmbedded(data, { tcp: true, flags: ['-c', 'fsync=off'] })
  const client = new pg.Client({ connectionString: database.migrationUrl })
  await client.connect()
  await migrate(database.migrationUrl)
  await client.query("insert into setting (name, value) values ('kept', 'yes')")
  await client.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', ['vigie_run'])
  await client.query('drop owned by vigie_run')
  await client.query('drop role vigie_run')
  await client.query("alter role vigie password 'vigie'")
  await client.query("set application_name = 'vigie owner " + process.pid + "'")
  await rm(data + '/vigie-access.json')
  console.log('ready')
`

describe('a folder of an older Vigie', () => {
  it('is held while that one lives; taken over, and closed, when it was killed', async () => {
    const data = await movedTo('older')
    const other = spawn(process.execPath, ['--input-type=module', '-e', older, data], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await Promise.race([once(other.stdout, 'data'), once(other, 'close')])
    const held = await startEmbedded(data, quick).catch((error: unknown) => error)
    expect(held).toBeInstanceOf(FolderHeld)
    expect(held).toMatchObject({ pid: other.pid })
    expect((held as FolderHeld).url).toMatch(/^postgres:\/\/vigie:vigie@127\.0\.0\.1:\d+\/vigie$/)

    other.kill('SIGKILL')
    await once(other, 'close')
    await using database = await startEmbedded(data, quick)
    await migrate(database.migrationUrl, database.url)
    expect(await ask(database.url, "select value from setting where name = 'kept'")).toEqual([
      { value: 'yes' },
    ])
    const guess = new URL(database.migrationUrl)
    guess.password = 'vigie'
    await expect(ask(guess.href, 'select 1')).rejects.toThrow(/password/)
    expect(await readdir(data)).toContain('.s.PGSQL.5432')
  })
})

describe.skipIf(process.getuid?.() !== 0)('started as root (else skipped)', () => {
  it('works under a folder that is closed to the server’s user, who keeps no capability of root’s', async () => {
    await chmod(top, 0o700)
    const secret = join(top, 'of-root')
    await writeFile(secret, 'secret', { mode: 0o600 })
    const data = await movedTo('root')
    await using database = await startEmbedded(data, quick)
    const [pid] = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')
    const status = await readFile(`/proc/${pid}/status`, 'utf8')
    expect(status.match(/^Cap(Inh|Prm|Eff|Amb):\t0+$/gm)).toHaveLength(4)
    expect(status).not.toMatch(/^Uid:\t0/m)
    for (const reading of [`copy t from program 'cat ${secret}'`, `copy t from '${secret}'`])
      await expect(ask(database.migrationUrl, `create temp table t (line text); ${reading}`)).rejects.toThrow(
        /failed|denied/,
      )
    expect(await ask(database.migrationUrl, 'select pg_reload_conf() as done')).toEqual([{ done: true }])
  })
})

describe('a cluster that was made by another', () => {
  it('is refused before its passwords are changed', async () => {
    const data = await movedTo('foreign')
    {
      await using database = await startEmbedded(data, quick)
      await ask(database.migrationUrl, "create role other superuser login password 'p'")
      const other = new URL(database.migrationUrl)
      Object.assign(other, { username: 'other', password: 'p' })
      await ask(other.href, 'alter role vigie rename to postgres')
    }
    await rm(join(data, 'vigie-access.json'))
    await expect(startEmbedded(data, quick)).rejects.toMatchObject({ folder: data, why: 'foreign' })
    expect(await readdir(data)).not.toContain('vigie-access.json')
  })
})
