import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failedJobs, retryFailedJobs } from '#core/store/failed-jobs.ts'
import { addJob } from '#core/store/jobs.ts'
import { runJobsOnce } from '#core/store/run-once.ts'
import { makeWorld, type World } from '#test/world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

describe('a job that fails at every attempt', () => {
  it('is kept and listed with its error, and done once it is tried again', async () => {
    const { store } = world
    let broken = true
    let done = 0
    const idle = async () => undefined
    const handlers = {
      index: idle,
      deliver: idle,
      digest: idle,
      diffuse: async () => {
        if (broken) throw new Error('moteur cassé')
        done += 1
      },
    }
    await store.transaction((em) => addJob(em, 'diffuse', { entryId: 1 }))
    await store.read().execute('update graphile_worker._private_jobs set attempts = max_attempts - 1')
    await runJobsOnce(store, handlers, ['diffuse'])
    expect(await failedJobs(store)).toMatchObject([{ task: 'diffuse', error: 'moteur cassé' }])
    broken = false
    expect(await retryFailedJobs(store)).toBe(1)
    await runJobsOnce(store, handlers, ['diffuse'])
    expect(done).toBe(1)
    expect(await failedJobs(store)).toEqual([])
  })
})
