import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listenAt } from '#adapters/console/listen.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-listen-'))
})
afterAll(() => rm(folder, { recursive: true }))

const hangUp = (socket: { destroy(): unknown }) => void socket.destroy()

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

  it('takes the place of a file that a dead process left, not of a Vigie that answers', async () => {
    const path = join(folder, 'stale.sock')
    await writeFile(path, '')
    await using _server = await listenAt(path, hangUp)
    await expect(listenAt(path, hangUp)).rejects.toThrow('Une autre Vigie écoute déjà')
  })
})
