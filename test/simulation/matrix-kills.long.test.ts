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
import { countFrom, until } from './matrix-until.ts'
import { type Said, writeBatch, writeOne } from './matrix-write.ts'

const kills = countFrom('KILLS', 3)
const seed = countFrom('SEED', 1)

describeWithSynapse('a Vigie that is killed', (synapse) => {
  let vigie: Vigie
  let cast: Cast
  let bot: BotProcess
  let folder: string
  let machines = 0
  const said: Said[] = []

  /** On a machine of its own: it has its own folder. */
  const begin = () => startProcess(vigie, { VAR_DIR: join(folder, `machine-${++machines}`) })
  const write = async (batch: number) => {
    const written = await writeBatch(cast, batch)
    said.push(...written)
    return written
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vigie-kills-'))
    vigie = await startVigie(synapse, { serving: false })
    bot = begin()
    await bot.reaches('serving')
    cast = await gather(vigie)
  }, 120_000)
  afterAll(async () => {
    await bot?.kill()
    await vigie?.[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })

  const settled = (pool: pg.Pool, all: readonly Said[]) =>
    settle(pool, cast.people, all).catch((error: unknown) => {
      throw new Error(bot.log(), { cause: error })
    })

  it(`at ${kills} moments comes back as the same device and answers everything once`, {
    timeout: 120_000 + kills * 15_000,
  }, async () => {
    const { pool } = vigie.parts.store
    const device = await deviceOf(cast, vigie.userId)
    const random = seededRandom(seed)
    const writing = new AbortController()
    const written = keepWriting(cast, writing.signal)
    for (let kill = 1; kill <= kills; kill++) {
      await aMoment(bot, random, pool)
      await bot.kill()
      bot = begin()
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

  it('hands over to a process that waits, within 30 s while people write, everything once', {
    timeout: 120_000,
  }, async () => {
    const { pool } = vigie.parts.store
    const second = begin()
    await second.reaches('waiting')
    expect(bot.state()).toBe('serving')
    const during = write(1001)
    const killed = performance.now()
    await bot.kill()
    bot = second
    const [asker] = cast.people
    if (asker === undefined) throw new Error('somebody asks')
    const id = await asker.human.say(asker.rooms[0], 'aide')
    await asker.watch.sees([`answer/${id}/0`], 30_000)
    console.log(`the second process answered ${Math.round(performance.now() - killed)} ms after the kill`)
    await settled(pool, [...(await during), ...(await write(1002))])
    expect(bot.state()).toBe('serving')
  })

  it('that stood still for longer than its lease writes no key when it wakes, and lets go', {
    timeout: 120_000,
  }, async () => {
    const { pool } = vigie.parts.store
    const holder = async () => (await pool.query('select holder from lease')).rows
    const stalled = bot
    bot = begin()
    try {
      await bot.reaches('waiting')
      stalled.signal('SIGSTOP')
      const during = await write(1003)
      // As when its time has passed, which it cannot know when it wakes.
      await pool.query('update lease set until = now() where name = $1', [leaseName(vigie.userId)])
      await bot.reaches('serving')
      await settled(pool, during)
      const held = await holder()
      stalled.signal('SIGCONT')
      await until('the first to let go', 30_000, () => stalled.state() === 'waiting')
      await settled(pool, await write(1004))
      expect(await holder()).toEqual(held)
      expect(bot.state()).toBe('serving')
    } finally {
      await stalled.kill()
    }
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
    await settled(parts.store.pool, await write(2001))
    // What its own keys are lost of is in the server's backup of them, which is there a moment after they came.
    await pause(1000)
    const unsettled = await write(2002)
    await bot.kill()
    unsettled.push(...(await write(2003)))

    const url = await copyDatabase(parts.store.url)
    const elsewhere = new pg.Pool({ connectionString: url })
    try {
      await readBackup(elsewhere, key, file, leaseName(userId))
      bot = startProcess(vigie, { DATABASE_URL: url, VAR_DIR: join(folder, 'elsewhere') })
      await bot.reaches('serving')
      await settled(elsewhere, unsettled)
      await settled(elsewhere, await write(2004))
      expect(await deviceOf(cast, userId)).toEqual(device)
      expect(await audit(elsewhere, cast.people, said, userId)).toEqual([])
    } finally {
      await bot.kill()
      await elsewhere.end()
    }
  })
})

/** Commands that one person may wait for the answers of, before he writes the next. */
const mostUnanswered = 5

/** Everybody writes, one command after the other, until asked to stop. */
async function keepWriting(cast: Cast, signal: AbortSignal): Promise<Said[]> {
  const all = await Promise.all(
    cast.people.map(async (person, at) => {
      const random = seededRandom(seed * 97 + at)
      const said: Said[] = []
      const unanswered = () => said.filter(({ id }) => person.watch.times(`answer/${id}/0`) === 0).length
      while (!signal.aborted) {
        if (unanswered() < mostUnanswered)
          said.push(await writeOne(cast, person, random, `k${at}-${said.length}`))
        await pause(random.between(50, 900), undefined, { signal }).catch(() => undefined)
      }
      return said
    }),
  )
  return all.flat()
}

/** While it starts, as soon as it serves, as it answers, or in the middle of much work. */
async function aMoment(bot: BotProcess, random: Random, pool: pg.Pool): Promise<void> {
  const kind = random.pick(['starting', 'fresh', 'answering', 'answering', 'busy'])
  if (kind === 'starting') return pause(random.between(300, 1800))
  await bot.reaches('serving')
  if (kind === 'fresh') return pause(random.between(0, 150))
  if (kind === 'busy') return pause(random.between(1500, 4000))
  const heard = async () => (await pool.query('select from heard')).rowCount ?? 0
  const before = await heard()
  await until('another command to be heard', 30_000, async () => (await heard()) > before)
  await pause(random.between(0, 400))
}
