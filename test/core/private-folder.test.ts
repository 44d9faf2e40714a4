import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownFolder } from '#core/private-folder.ts'

let top: string
beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'vigie-own-'))
})
afterAll(() => rm(top, { recursive: true }))

const modeOf = async (path: string) => (await stat(path)).mode & 0o777

describe('a folder of ours', () => {
  it('is made for its owner alone, with those above it, and says nothing', async () => {
    expect(await ownFolder(join(top, 'a', 'b'))).toBeUndefined()
    expect(await modeOf(join(top, 'a'))).toBe(0o700)
    expect(await modeOf(join(top, 'a', 'b'))).toBe(0o700)
  })

  it('that was open to others is closed with its files, which is said once', async () => {
    const folder = join(top, 'wide')
    await mkdir(folder)
    await chmod(folder, 0o755)
    await writeFile(join(folder, 'old.eml'), 'words', { mode: 0o644 })
    expect(await ownFolder(folder)).toEqual({ folder, mode: '0755', done: 'closed' })
    expect(await modeOf(folder)).toBe(0o700)
    expect(await modeOf(join(folder, 'old.eml'))).toBe(0o600)
    expect(await ownFolder(folder)).toBeUndefined()
  })

  it('that is everybody’s is left as it is, which is said', async () => {
    const folder = join(top, 'tmp')
    await mkdir(folder)
    await chmod(folder, 0o1777)
    expect(await ownFolder(folder)).toMatchObject({ done: 'shared' })
    expect(await modeOf(folder)).toBe(0o777)
  })
})
