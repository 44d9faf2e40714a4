import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FolderRefused, isCluster, makeCluster } from '#core/store/cluster-folder.ts'

let top: string
beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'vigie-cluster-'))
})
afterAll(() => rm(top, { recursive: true }))

let next = 0
/** A folder of the name that the database's has, in a place of its own. */
async function place(): Promise<string> {
  const folder = join(top, String(next++))
  await mkdir(folder)
  return join(folder, 'postgres')
}

/** What initdb does first, and in the end. */
async function half(data: string): Promise<void> {
  await mkdir(join(data, 'base'))
  await writeFile(join(data, 'PG_VERSION'), '18\n')
}
const whole = async (data: string) => {
  await half(data)
  await mkdir(join(data, 'global'))
}

/** A process that began, and is no more. @param pid whom the mark names, in place of this process */
async function began(data: string, pid = 999_999_999): Promise<void> {
  const died = makeCluster(data, async () => {
    await half(data)
    throw new Error('killed')
  })
  await expect(died).rejects.toThrow('killed')
  const mark = await readFile(`${data}.being-made`, 'utf8')
  await writeFile(`${data}.being-made`, mark.replace(/ .*/, ` ${pid}`))
}

const slowly = `
  const { makeCluster } = await import('#core/store/cluster-folder.ts')
  const { writeFile } = await import('node:fs/promises')
  const data = process.argv[1]
  const made = await makeCluster(data, async () => {
    await writeFile(data + '/PG_VERSION', '18', { flag: 'wx' })
    await new Promise((done) => setTimeout(done, 300))
  })
  console.log(made)
`

describe('the folder of the embedded database', () => {
  it('is refused, and left as it is, when something else lies in it', async () => {
    const data = await place()
    await mkdir(join(data, 'photos'), { recursive: true })
    await writeFile(join(data, 'photos', 'a.jpg'), 'a')
    await writeFile(join(data, '.hidden'), 'b')
    await expect(makeCluster(data, () => whole(data))).rejects.toMatchObject({ folder: data, why: 'foreign' })
    expect((await readdir(data, { recursive: true })).toSorted()).toEqual([
      '.hidden',
      'photos',
      join('photos', 'a.jpg'),
    ])
    expect(await isCluster(data)).toBe(false)
  })

  it('is filled when it is not there or empty, which leaves no mark', async () => {
    for (const isThere of [false, true]) {
      const data = await place()
      if (isThere) await mkdir(data)
      expect(await makeCluster(data, () => whole(data))).toBe(true)
      expect(await readdir(join(data, '..'))).toEqual(['postgres'])
      expect(await isCluster(data)).toBe(true)
      expect(await makeCluster(data, () => whole(data))).toBe(false)
    }
  })

  it('is begun again when its own start died before it was whole', async () => {
    const data = await place()
    await began(data)
    expect(await isCluster(data)).toBe(false)
    expect(await makeCluster(data, () => whole(data))).toBe(true)
    expect((await readdir(data)).toSorted()).toEqual(['PG_VERSION', 'base', 'global'])
  })

  it('keeps what was put into it after such a start', async () => {
    const data = await place()
    await began(data)
    await writeFile(join(data, 'mine.txt'), 'mine')
    await expect(makeCluster(data, () => whole(data))).rejects.toBeInstanceOf(FolderRefused)
    expect(await readFile(join(data, 'mine.txt'), 'utf8')).toBe('mine')
  })

  it('keeps another folder that took its place after such a start', async () => {
    const data = await place()
    await began(data)
    await rename(data, `${data}.old`)
    await mkdir(join(data, 'base'), { recursive: true })
    await expect(makeCluster(data, () => whole(data))).rejects.toBeInstanceOf(FolderRefused)
    expect(await readdir(data)).toEqual(['base'])
  })

  it('keeps a cluster that a server ran on, though a mark came back from before', async () => {
    const data = await place()
    await began(data)
    await writeFile(join(data, 'postmaster.opts'), '')
    expect(await makeCluster(data, () => whole(data))).toBe(false)
    expect(await readdir(data)).toContain('base')
  })

  it('waits for another process that is making it', async () => {
    const data = await place()
    await began(data, process.ppid)
    let over = false
    const second = makeCluster(data, () => whole(data)).finally(() => {
      over = true
    })
    await new Promise((done) => setTimeout(done, 300))
    expect(over).toBe(false)
    await mkdir(join(data, 'global'))
    await rm(`${data}.being-made`)
    expect(await second).toBe(false)
  })

  it('is made once by two starts at once', async () => {
    const data = await place()
    const run = promisify(execFile)
    const start = () => run(process.execPath, ['--input-type=module', '-e', slowly, data])
    const said = await Promise.all([start(), start(), start()])
    expect(said.map(({ stdout }) => stdout.trim()).toSorted()).toEqual(['false', 'false', 'true'])
  })

  it('takes no other file for its mark', async () => {
    const data = await place()
    await writeFile(`${data}.being-made`, 'notes of mine')
    await expect(makeCluster(data, () => whole(data))).rejects.toMatchObject({ folder: `${data}.being-made` })
    expect((await stat(`${data}.being-made`)).size).toBe(13)
  })
})
