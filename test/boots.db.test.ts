import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

/** The whole program under plain node, as `npm start` runs it: vitest accepts syntax that node refuses. */
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-boot-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Starts adapters/main.ts; once `until` is said, `then` runs, and the process is asked to stop. */
function boot(
  env: Record<string, string>,
  then: (out: string, started: ChildProcessByStdio<null, Readable, Readable>) => Promise<void> = async () =>
    undefined,
  signal: NodeJS.Signals = 'SIGTERM',
  [program = '', ...words]: readonly string[] = ['node', 'adapters/main.ts'],
): Promise<Ran> {
  const started = spawn(program, words, {
    env: { ...process.env, VAR_DIR: folder, HTTP_PORT: '0', LOG_LEVEL: 'silent', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  let ready = false
  let wrong: unknown
  started.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  started.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
    if (ready || !out.includes('Vigie est prête')) return
    ready = true
    then(out, started)
      .catch((error: unknown) => {
        wrong = error
      })
      .finally(() => started.kill(signal))
  })
  return new Promise((resolve, reject) => {
    started.once('error', reject)
    started.once('close', (code) => (wrong === undefined ? resolve({ code, out, err }) : reject(wrong)))
  })
}

/** A file where a folder is wanted. */
async function occupied(): Promise<string> {
  const path = join(folder, 'occupé')
  await writeFile(path, '')
  return path
}

describe('npm start', () => {
  it('goes on, and stops cleanly, when nobody reads what it prints any more', async () => {
    const ran = await boot({}, async (_, started) => {
      started.stdout.destroy()
    })
    expect({ err: ran.err, code: ran.code }).toEqual({ err: '', code: 0 })
  })

  it('works, and stops cleanly, when the disk of its log is full', async () => {
    const ran = await boot({ LOG_LEVEL: 'info' }, undefined, 'SIGTERM', [
      '/bin/sh',
      '-c',
      'exec node adapters/main.ts 2>/dev/full',
    ])
    expect(ran.out).toContain('Vigie est arrêtée.')
    expect(ran.code).toBe(0)
  })

  it('starts on embedded defaults, answers, says what is on and off, and stops cleanly', async () => {
    const ran = await boot({}, async (out) => {
      const url = /http:\/\/\S+(?=\/docs)/.exec(out)?.[0] ?? ''
      expect((await fetch(`${url}/health`)).status).toBe(200)
      expect((await fetch(`${url}/ready`)).status).toBe(200)
      expect((await fetch(`${url}/docs`)).status).toBe(200)
      expect((await fetch(`${url}/v1/events`)).status).toBe(401)
    })
    expect(ran.err).toBe('')
    expect(ran.out).toContain('– Courriel : écrit dans')
    expect(ran.out).toContain('Vigie est arrêtée.')
    expect(ran.code).toBe(0)
  })

  it('stops cleanly on Ctrl-C too, and starts again on the same folder', async () => {
    expect((await boot({}, undefined, 'SIGINT')).code).toBe(0)
    expect((await boot({}, undefined, 'SIGINT')).code).toBe(0)
  })

  it('stops cleanly when npm is the one that is asked to stop', async () => {
    const npm = spawn('npm', ['start'], {
      env: { ...process.env, VAR_DIR: folder, HTTP_PORT: '0', LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    let out = ''
    npm.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (!out.includes('prête') && (out + text).includes('prête')) npm.kill('SIGTERM')
      out += text
    })
    await new Promise((resolve) => npm.once('close', resolve))
    expect(out).toContain('Vigie est arrêtée.')
  })

  it('says who holds the folder when started twice', async () => {
    let second: Ran | undefined
    await boot({}, async () => {
      second = await boot({})
    })
    expect(second?.code).toBe(1)
    expect(second?.err).toMatch(/déjà utilisé par Vigie \(processus \d+\)/)
  })

  it('ends when it is asked to while its start waits for a database that says nothing', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const address = silent.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const started = spawn('node', ['adapters/main.ts'], {
      env: { ...process.env, VAR_DIR: folder, DATABASE_URL: `postgres://vigie@127.0.0.1:${port}/vigie` },
      stdio: 'ignore',
    })
    await once(silent, 'connection')
    started.kill('SIGTERM')
    expect(await once(started, 'close')).toEqual([1, null])
    silent.close()
  })

  it('comes back by itself after kill -9', async () => {
    await boot({}, undefined, 'SIGKILL')
    expect((await boot({})).code).toBe(0)
  })

  it('names the variable, the value and the remedy when one is wrong', async () => {
    const ran = await boot({ HTTP_PORT: 'trois', ROLES: 'http,chef' })
    expect(ran.code).toBe(1)
    expect(ran.err).toContain('HTTP_PORT doit être un numéro de port')
    expect(ran.err).toContain('« http,chef »')
  })

  it('never shows the password of an address that is wrong', async () => {
    const ran = await boot({ SMTP_URL: 'htp://user:secret@mail' })
    expect(ran.code).toBe(1)
    expect(ran.err).toContain('SMTP_URL')
    expect(ran.err).not.toContain('secret')
  })

  it('says what to do when the port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => taken.once('listening', resolve))
    const address = taken.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const ran = await boot({ HTTP_PORT: String(port) })
    taken.close()
    expect(ran.code).toBe(1)
    expect(ran.err).toContain('HTTP_PORT')
    expect(ran.err).not.toContain('    at ')
  })

  it.each<[what: string, says: RegExp, env: () => Promise<Record<string, string>>]>([
    [
      'its folder is a file',
      /occupé n’est pas un dossier .* VAR_DIR/,
      async () => ({ VAR_DIR: await occupied() }),
    ],
    [
      'its folder is under a file',
      /n’est pas un dossier .* VAR_DIR/,
      async () => ({ VAR_DIR: join(await occupied(), 'var') }),
    ],
    [
      'the mailbox is a file',
      /occupé n’est pas un dossier .* MAILBOX_DIR/,
      async () => ({ MAILBOX_DIR: await occupied() }),
    ],
    [
      'its folder is where none can be made',
      /ne peut pas créer le dossier \/proc\/vigie .* VAR_DIR/,
      async () => ({ VAR_DIR: '/proc/vigie/var' }),
    ],
    [
      'the mailbox is where no folder can be made',
      /ne peut pas créer le dossier \/proc\/vigie .* MAILBOX_DIR/,
      async () => ({ MAILBOX_DIR: '/proc/vigie' }),
    ],
    [
      'the console’s socket is another file',
      /occupé n’est pas une console de Vigie .* CONSOLE_SOCKET/,
      async () => ({ CONSOLE_SOCKET: await occupied() }),
    ],
    [
      'the sender of mails is none',
      /MAIL_FROM doit être un expéditeur.*<U\+000A>Bcc/,
      async () => ({ MAIL_FROM: 'Vigie <vigie@agri.example>\nBcc: autre@agri.example' }),
    ],
    ['the host is not of this machine', /HTTP_HOST/, async () => ({ HTTP_HOST: '192.0.2.1' })],
    ['the host has no address', /HTTP_HOST/, async () => ({ HTTP_HOST: 'nulle.part.invalid' })],
    [
      'the database’s folder is none',
      /La base embarquée ne démarre pas .* VAR_DIR/,
      async () => {
        await mkdir(join(folder, 'postgres'))
        await writeFile(join(folder, 'postgres', 'PG_VERSION'), '18')
        return {}
      },
    ],
  ])('says in a sentence what to do when %s', async (_what, says, env) => {
    const ran = await boot(await env())
    expect(ran.err).toMatch(says)
    expect(ran.err).not.toContain('    at ')
    expect(ran.code).toBe(1)
  })

  it('touches nothing of what lies in the database’s folder and is not Vigie’s', async () => {
    await mkdir(join(folder, 'postgres', 'photos'), { recursive: true })
    await writeFile(join(folder, 'postgres', 'photos', 'a.jpg'), 'a')
    const ran = await boot({})
    expect(ran.err).toMatch(/postgres contient autre chose qu’une base de Vigie.* VAR_DIR/)
    expect(ran.err).not.toContain('    at ')
    expect(ran.code).toBe(1)
    expect(await readdir(join(folder, 'postgres'), { recursive: true })).toEqual([
      'photos',
      join('photos', 'a.jpg'),
    ])
  })

  it('says what to do when the database is down', async () => {
    const ran = await boot({ DATABASE_URL: 'postgres://vigie:secret@127.0.0.1:1/vigie' })
    expect(ran.code).toBe(1)
    expect(ran.err).toContain('DATABASE_URL')
    expect(ran.err).not.toContain('secret')
    expect(ran.err).not.toContain('    at ')
  })
})
