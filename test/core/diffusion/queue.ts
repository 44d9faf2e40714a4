import { setTimeout as pause } from 'node:timers/promises'
import { Logger, runOnce } from 'graphile-worker'
import { z } from 'zod'
import { channelNames } from '#core/diffusion/channel.ts'
import { deliverBatch } from '#core/diffusion/deliver.ts'
import { diffuseEntry } from '#core/diffusion/diffuse.ts'
import { sendDigest } from '#core/digests/send-digest.ts'
import { type Handlers, taskList } from '#core/store/task-list.ts'
import type { Scene } from './national-scene.ts'

/** The real queue of a scene, worked by hand: each call is one attempt at all that waits. */
export interface Queue {
  /** Works what is due, as a worker would; what fails waits for the next attempt. */
  attempt(): Promise<void>
  /** Lets what failed be tried again at once, and works. */
  attemptAgain(): Promise<void>
  /** The attempts that each job of a task has had. */
  attemptsAt(task: string): Promise<number[]>
}

export function queueOf({ world, deps }: Pick<Scene, 'world' | 'deps'>, concurrency = 4): Queue {
  const deliver: Handlers['deliver'] = (payload, attempt) => deliverBatch(deps, { ...payload, ...attempt })
  const digest: Handlers['digest'] = (payload, attempt) =>
    sendDigest(deps, { ...payload, ...attempt, channel: z.enum(channelNames).parse(payload.channel) })
  const handlers: Partial<Handlers> = {
    diffuse: async (payload) => void (await diffuseEntry(world.system, payload)),
    deliver,
    'deliver-matrix': deliver,
    digest,
    'digest-matrix': digest,
  }
  // What failed is given back a moment after it failed.
  const givenBack = async () => {
    for (let look = 0; look < 100; look += 1) {
      const held = await world.store.pool.query(
        'select from graphile_worker.jobs where locked_at is not null limit 1',
      )
      if (held.rowCount === 0) return
      await pause(50)
    }
  }
  const attempt = async () => {
    await runOnce({
      pgPool: world.store.pool,
      taskList: taskList(handlers),
      concurrency,
      noHandleSignals: true,
      logger: new Logger(() => () => undefined),
    })
    await givenBack()
  }
  return {
    attempt,
    async attemptAgain() {
      await world.store.pool.query(
        'select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where attempts < max_attempts), run_at := now())',
      )
      await attempt()
    },
    async attemptsAt(task) {
      const { rows } = await world.store.pool.query(
        'select attempts from graphile_worker.jobs where task_identifier = $1 order by id',
        [task],
      )
      return z
        .array(z.object({ attempts: z.number() }))
        .parse(rows)
        .map(({ attempts }) => attempts)
    },
  }
}
