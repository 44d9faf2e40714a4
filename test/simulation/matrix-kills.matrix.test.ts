import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Random, seededRandom } from '#adapters/demo/random.ts'
import { leaseName } from '#adapters/matrix/serve.ts'
import { readBackup, writeBackup } from '#adapters/matrix/store/backup.ts'
import { startVigie, type Vigie } from '#test/adapters/matrix/vigie.ts'
import { copyDatabase } from '#test/database.ts'
import { describeWithSynapse } from '#test/synapse/given.ts'
import { audit, settle } from './matrix-check.ts'
import { deviceOf } from './matrix-device.ts'
import { type Cast, gather, greet, newcomer } from './matrix-people.ts'
import { type BotProcess, startProcess } from './matrix-process.ts'
import { countFrom } from './matrix-until.ts'
import { type Said, writeBatch, writeOne } from './matrix-write.ts'

const kills = countFrom('KILLS', 3)
const seed = countFrom('SEED', 1)

describeWithSynapse('a Vigie that is killed', (synapse) => {
  let vigie: Vigie
  let cast: Cast
  let bot: BotProcess
  let folder: string
  const said: Said[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vigie-kills-'))
    vigie = await startVigie(synapse, { serving: false })
    bot = startProcess(vigie)
    await bot.reaches('serving')
    cast = await gather(vigie)
  }, 120_000)
  afterAll(async () => {
    await bot?.kill()
    await vigie?.[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })

  const settled = (pool: pg.Pool, all: readonly Said[]) => settle(pool, cast.people, all)

  it(`at ${kills} moments comes back as the same device and answers everything once`, {
    timeout: 120_000 + kills * 15_000,
  }, async () => {
    const { pool } = vigie.parts.store
    const device = await deviceOf(cast, vigie.userId)
    const random = seededRandom(seed)
    const writing = new AbortController()
    const written = keepWriting(cast, writing.signal)
    for (let kill = 1; kill <= kills; kill++) {
      await aMoment(bot, random)
      await bot.kill()
      bot = startProcess(vigie)
    }
    await bot.reaches('serving')
    writing.abort()
    const all = await written
    said.push(...all)
    const { notices } = await settled(pool, all)
    expect(await deviceOf(cast, vigie.userId)).toEqual(device)
    expect(await audit(pool, cast.people, said, vigie.userId)).toEqual([])
    console.log(`${kills} kills: ${all.length} commands answered and ${notices} notices shown once each`)
  })

  it('is restored from an older backup on another machine, as the same device, everything once', {
    timeout: 180_000,
  }, async () => {
    const { env, parts, userId } = vigie
    const device = await deviceOf(cast, userId)
    const file = join(folder, 'backup')
    const key = env.MATRIX_STORE_KEY ?? ''
    await writeBackup(parts.store.pool, key, file)
    // It goes on after the backup: ratchets turn, and there are new people, rooms and keys.
    cast = await newcomer(vigie, cast)
    await greet(cast)
    for (const batch of [2001, 2002]) {
      const more = await writeBatch(cast, batch)
      said.push(...more)
      await settled(parts.store.pool, more)
    }
    // What its own keys are lost of is in the server's backup of them, which is there a moment after they came.
    await pause(1000)
    const atTheEnd = await writeBatch(cast, 2003)
    await bot.kill()
    said.push(...atTheEnd, ...(await writeBatch(cast, 2004)))

    const url = await copyDatabase(parts.store.url)
    const elsewhere = new pg.Pool({ connectionString: url })
    try {
      await readBackup(elsewhere, key, file, leaseName(userId))
      bot = startProcess(vigie, { DATABASE_URL: url, VAR_DIR: join(folder, 'elsewhere') })
      await bot.reaches('serving')
      said.push(...(await writeBatch(cast, 2005)))
      await settled(elsewhere, said.slice(-60))
      const after = await writeBatch(cast, 2006)
      said.push(...after)
      await settled(elsewhere, after)
      expect(await deviceOf(cast, userId)).toEqual(device)
      expect(await audit(elsewhere, cast.people, said, userId)).toEqual([])
    } catch (error) {
      throw new Error(bot.log(), { cause: error })
    } finally {
      await bot.kill()
      await elsewhere.end()
    }
  })
})

/** Everybody writes, one command after the other, until asked to stop. */
async function keepWriting(cast: Cast, signal: AbortSignal): Promise<Said[]> {
  const all = await Promise.all(
    cast.people.map(async (person, at) => {
      const random = seededRandom(seed * 97 + at)
      const said: Said[] = []
      while (!signal.aborted) {
        said.push(await writeOne(cast, person, random, `k${at}-${said.length}`))
        await pause(random.between(50, 900), undefined, { signal }).catch(() => undefined)
      }
      return said
    }),
  )
  return all.flat()
}

/** While it starts, as soon as it serves, or in the middle of its work. */
async function aMoment(bot: BotProcess, random: Random): Promise<void> {
  const kind = random.pick(['starting', 'fresh', 'working', 'working'])
  if (kind === 'starting') return pause(random.between(300, 1800))
  await bot.reaches('serving')
  await pause(random.between(0, kind === 'fresh' ? 150 : 1500))
}
