import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { addJobs } from '#core/store/jobs.ts'
import { openStore } from '#core/store/store.ts'
import { startWorker } from '#core/store/worker.ts'
import { asOwner, freshDatabase } from '#test/database.ts'

const counts = z.tuple([z.object({ left: z.coerce.number() })])

describe('workers whose sessions the server ends', () => {
  it('go on, do every job once, and can be stopped', async () => {
    const url = await freshDatabase()
    await using store = await openStore(url)
    await using other = await openStore(url)
    const times = new Map<number, number>()
    const said = new Set<string>()
    const worker = (of: typeof store) =>
      startWorker(
        of,
        {
          index: async ({ eventIds: [id = 0] }) => {
            await pause(5)
            times.set(id, (times.get(id) ?? 0) + 1)
          },
        },
        {
          concurrency: 4,
          pollInterval: 50,
          watchInterval: 500,
          onError: (task) => said.add(task),
        },
      )
    const workers = [await worker(store), await worker(other)]
    const ids = Array.from({ length: 1500 }, (_, id) => id + 1)
    await addJobs(
      store.read(),
      'index',
      ids.map((id) => ({ payload: { eventIds: [id] }, key: `index:${id}` })),
    )
    let ended = 0
    await asOwner(url, async (owner) => {
      const left = async () =>
        counts.parse((await owner.query('select count(*) as left from graphile_worker.jobs')).rows)[0].left
      while ((await left()) > 0) {
        // One at first, then all at once now and then.
        const { rowCount } = await owner.query(
          `select pg_terminate_backend(pid) from (select pid from pg_stat_activity
             where datname = current_database() and pid <> pg_backend_pid() order by random() limit $1) as found`,
          [ended % 5 === 4 ? null : 1],
        )
        ended += rowCount ?? 0
        await pause(100)
        if (ended > 40) await pause(500)
      }
    })
    for (const one of workers) await one.stop()
    expect(ended).toBeGreaterThan(10)
    expect([...times.values()].filter((count) => count !== 1)).toEqual([])
    expect(times.size).toBe(ids.length)
    expect([...said].filter((task) => task === 'index')).toEqual([])
  })
})
