import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ConsoleUnavailable, listenAt } from '#adapters/console/listen.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-listen-'))
})
afterAll(() => rm(folder, { recursive: true }))

const hangUp = (socket: { destroy(): unknown }) => void socket.destroy()

/** The socket of a process that was killed. */
async function leaveSocket(path: string): Promise<void> {
  const listen = `require('node:net').createServer().listen(process.argv[1], () => console.log('ready'))`
  const other = spawn(process.execPath, ['-e', listen, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(other.stdout, 'data')
  other.kill('SIGKILL')
  await once(other, 'close')
}

describe('the console’s socket', () => {
  it('can be opened by this user of the system only', async () => {
    const path = join(folder, 'a', 'b', 'own.sock')
    await using _server = await listenAt(path, hangUp)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  it('refuses a path that the system would cut, and names its length', async () => {
    const path = join(folder, `${'x'.repeat(120)}.sock`)
    await expect(listenAt(path, hangUp)).rejects.toThrow(/octets, le système en permet 103/)
  })

  it('takes the place of a socket that a dead process left, not of a Vigie that answers', async () => {
    const path = join(folder, 'stale.sock')
    await leaveSocket(path)
    await using _server = await listenAt(path, hangUp)
    await expect(listenAt(path, hangUp)).rejects.toThrow('Une autre Vigie écoute déjà')
  })

  it('never takes the place of a file, a folder or a link, and names it', async () => {
    const file = join(folder, 'precious.txt')
    await writeFile(file, 'precious')
    const link = join(folder, 'link')
    await symlink(file, link)
    const inside = join(folder, 'inside')
    await mkdir(inside)
    for (const path of [file, link, inside]) {
      const refused = await listenAt(path, hangUp).catch((error: unknown) => error)
      expect(refused).toBeInstanceOf(ConsoleUnavailable)
      expect(String(refused)).toMatch(/n’est pas une console de Vigie .* CONSOLE_SOCKET/)
      expect(String(refused)).toContain(path)
    }
    expect(await readFile(link, 'utf8')).toBe('precious')
    expect((await stat(inside)).isDirectory()).toBe(true)
  })

  it('says in a sentence that there can be no socket there, at once', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    for (const path of [join(file, 'a.sock'), '/proc/vigie/a.sock'])
      await expect(listenAt(path, hangUp)).rejects.toThrow(/ne peut pas s’ouvrir sur .* CONSOLE_SOCKET/)
  })
})
