import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** An account of the machine that is neither Vigie's nor its database's. */
const other = { uid: 54_321, gid: 54_321 }
const isRoot = process.getuid?.() === 0

/** What the other account finds: `read`, `listed` and `connected` name what it could. Plain JavaScript, for it runs as that account. */
const intruder = `
const fs = require('node:fs'), net = require('node:net'), path = require('node:path')
const done = { uid: process.getuid(), read: [], listed: [], connected: [] }
const sockets = []
for (const name of JSON.parse(process.argv[1])) {
  try { fs.readFileSync(name); done.read.push(name) } catch {}
  try { fs.readdirSync(name); done.listed.push(name) } catch {}
  if (/sock|PGSQL/.test(name)) sockets.push(name)
}
Promise.all(sockets.map((name) => new Promise((tried) => {
  const socket = net.connect(name)
  socket.on('connect', () => { done.connected.push(name); socket.destroy(); tried() })
  socket.on('error', tried)
}))).then(() => console.log(JSON.stringify(done)))
`

let top: string
let places: string[]
let stop: () => Promise<void>
let said = ''

beforeAll(async () => {
  if (!isRoot) return
  top = await mkdtemp(join(tmpdir(), 'vigie-account-'))
  // The way to the installation is open, so that it is what Vigie makes that keeps others out.
  await chmod(top, 0o755)
  const folder = join(top, 'var')
  // What an older version left.
  await mkdir(join(folder, 'mailbox'), { recursive: true })
  await writeFile(join(folder, 'mailbox', 'old.eml'), 'words', { mode: 0o644 })
  await chmod(folder, 0o755)
  await chmod(join(folder, 'mailbox'), 0o755)
  const vigie = spawn('node', ['adapters/main.ts'], {
    env: { ...process.env, VAR_DIR: folder, HTTP_PORT: '0', LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  stop = async () => {
    vigie.kill('SIGTERM')
    await once(vigie, 'close')
    await rm(top, { recursive: true })
  }
  vigie.stdout.setEncoding('utf8')
  while (!said.includes('Vigie est prête')) said += (await once(vigie.stdout, 'data'))[0]
  const found = await readdir(folder, { recursive: true })
  places = [folder, ...found.map((name) => join(folder, name))]
})
afterAll(() => stop?.())

describe.skipIf(!isRoot)('another account of the machine (needs root: else skipped)', () => {
  it('reads nothing of the database, the mailbox, the sockets and the logs, and connects to none', async () => {
    for (const name of [
      'old.eml',
      'postgres.log',
      '.s.PGSQL.5432',
      'vigie.sock',
      'PG_VERSION',
      'vigie-access.json',
    ])
      expect(
        places.some((place) => place.endsWith(`/${name}`)),
        name,
      ).toBe(true)
    // Its own copy of this runtime: ours may lie where it cannot go.
    const { stdout } = await promisify(execFile)('node', ['-e', intruder, JSON.stringify(places)], {
      ...other,
      cwd: '/',
      maxBuffer: 10_000_000,
    })
    expect(JSON.parse(stdout)).toEqual({ uid: other.uid, read: [], listed: [], connected: [] })
  })

  it('finds no port of the database', async () => {
    const [pid] = (await readFile(join(top, 'var', 'postgres', 'postmaster.pid'), 'utf8')).split('\n')
    const { stdout } = await promisify(execFile)('sh', [
      '-c',
      `ls -l /proc/${pid}/fd | grep -o 'socket:.[0-9]*'`,
    ])
    const own = [...stdout.matchAll(/\d+/g)].map(([inode]) => inode)
    const table = (await readFile('/proc/net/tcp', 'utf8')) + (await readFile('/proc/net/tcp6', 'utf8'))
    expect(own.length).toBeGreaterThan(0)
    expect(own.filter((inode) => new RegExp(` ${inode} `).test(table))).toEqual([])
  })

  it('was kept out at this start of what older versions left open, which is said', () => {
    expect(said).toMatch(/! Le dossier \S+\/var était ouvert aux autres comptes de la machine \(0755\)/)
    expect(said).toMatch(/! Le dossier \S+\/mailbox était ouvert/)
  })
})
