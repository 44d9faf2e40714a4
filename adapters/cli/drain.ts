import { z } from 'zod'
import { runJobsOnce } from '#core/store/run-once.ts'
import type { Parts } from '../parts.ts'
import { handlersOf } from '../work.ts'
import type { OperatorInput } from './command.ts'

const counted = z.tuple([z.object({ count: z.coerce.number() })])

/** Does the indexing that waits, here and now, so that what was imported is found when the command ends. */
export async function drainIndex(parts: Parts, { progress }: Pick<OperatorInput, 'progress'>): Promise<void> {
  const waiting = async () => {
    const rows = await parts.store
      .read()
      .execute("select count(*) from graphile_worker.jobs where task_identifier = 'index'")
    return counted.parse(rows)[0].count
  }
  const total = await waiting()
  if (total === 0) return
  const bar = progress('Indexation')
  const watch = setInterval(
    () =>
      waiting().then(
        (left) => bar.update(total - left, total),
        () => undefined,
      ),
    500,
  )
  try {
    await runJobsOnce(parts.store, handlersOf(parts), ['index'])
  } finally {
    clearInterval(watch)
    bar.update(total, total)
    bar.stop()
  }
}
