import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { type Clock, dateOf } from '../clock.ts'
import { addJob, addJobs } from '../store/jobs.ts'
import type { Store } from '../store/store.ts'

/** Whether contents are scanned before they are given. */
export async function isScanning(em: EntityManager): Promise<boolean> {
  return (await em.execute('select 1 from document_scan')).length > 0
}

/** In the transaction that keeps the content: it is scanned if and only if it is kept. */
export async function addScan(em: EntityManager, sha256: string): Promise<void> {
  await addJob(em, 'scan', { sha256 }, keyOf(sha256))
}

/** From now on contents are scanned; those that never were, are now. @returns how many wait for it */
export async function startScanning(store: Store, clock: Clock): Promise<number> {
  return store.transaction(async (em) => {
    await em.execute('insert into document_scan (since) values (?) on conflict do nothing', [
      dateOf(clock.now()),
    ])
    return scanThose(em, "verdict = 'unscanned'")
  })
}

/** Scans everything once more, as with new signatures. Until then nothing is given. @returns how many wait for it */
export async function scanAgain(store: Store): Promise<number> {
  return store.transaction((em) => scanThose(em, 'true'))
}

/** Contents are scanned no more: those that wait are given as they are; what was found infected stays held. */
export async function stopScanning(store: Store): Promise<void> {
  await store.transaction(async (em) => {
    await em.execute('delete from document_scan')
    await em.execute("update document_content set verdict = 'unscanned' where verdict = 'waiting'")
  })
}

const contents = z.array(z.object({ sha256: z.string() }))

async function scanThose(em: EntityManager, which: "verdict = 'unscanned'" | 'true'): Promise<number> {
  const rows = contents.parse(
    await em.execute(`update document_content set verdict = 'waiting' where ${which} returning sha256`),
  )
  await addJobs(
    em,
    'scan',
    rows.map(({ sha256 }) => ({ payload: { sha256 }, ...keyOf(sha256) })),
  )
  return rows.length
}

function keyOf(sha256: string): { readonly key: string } {
  return { key: `scan:${sha256}` }
}

/** How the scanning stands, for the operator. */
export interface ScanState {
  readonly scanning: boolean
  readonly counts: Readonly<Record<string, number>>
  readonly infected: readonly { readonly number: string; readonly name: string; readonly signature: string }[]
}

const counted = z.array(z.object({ verdict: z.string(), n: z.coerce.number() }))
const held = z.array(z.object({ number: z.string(), name: z.string(), signature: z.string() }))

export async function scanState(store: Store): Promise<ScanState> {
  const em = store.read()
  const counts = counted.parse(
    await em.execute('select verdict, count(*) as n from document_content group by verdict'),
  )
  const infected = held.parse(
    await em.execute(
      `select event.number, document.name, coalesce(content.signature, '') as signature from document_content content
       join document using (sha256) join event on event.id = document.event_id
       where content.verdict = 'infected' order by document.entry_id, document.id`,
    ),
  )
  return {
    scanning: await isScanning(em),
    counts: Object.fromEntries(counts.map(({ verdict, n }) => [verdict, n])),
    infected,
  }
}
