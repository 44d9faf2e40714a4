import { isDeepStrictEqual } from 'node:util'
import type { EntityManager } from '@mikro-orm/postgresql'
import { todayOf } from '../clock.ts'
import type { Context } from '../context.ts'
import { StructureSchema } from '../directory/structure.entity.ts'
import { checkFields } from '../kinds/check-fields.ts'
import type { Fields, KindCode } from '../kinds/kind.ts'
import { kindOf } from '../kinds/kinds.ts'
import { changesBetween } from '../kinds/show.ts'
import { type FieldChange, type Issue, isRefusal, Refusal } from '../refusal.ts'
import { addJob } from '../store/jobs.ts'
import { transactionOf } from '../store/trial.ts'
import type { ImportOptions } from '../tables/import-change.ts'
import type { PostType } from './entry.entity.ts'
import { type Event, EventSchema } from './event.entity.ts'
import { insertPast, type PastEvent } from './insert-past.ts'
import { authorOf, recordEntry } from './record.ts'

/** An event of the past, from another system. Instants are ISO 8601. */
export interface LoadRecord {
  /** Its name there, with the system's: `rasff:2023.8997`. What a second load recognises it by. */
  readonly origin: string
  readonly kind: KindCode
  readonly structureCode: string
  readonly fields: Fields
  readonly state: 'draft' | 'open' | 'closed'
  readonly createdAt: string
  readonly publishedAt?: string
  readonly closedAt?: string
  readonly posts?: readonly {
    readonly type: PostType
    readonly at: string
    readonly author: string
    readonly text: string
  }[]
}

export interface LoadReport {
  created: number
  updated: number
  unchanged: number
  refused: { readonly origin: string; readonly issues: readonly Issue[] }[]
}

/** `onProgress`: records done so far. */
type LoadOptions = Pick<ImportOptions, 'trial' | 'onChange'> & {
  readonly onProgress?: (done: number) => void
}

const batchSize = 500

/**
 * Loads events of the past with their journals, in batches of one transaction each. Nobody is told of them.
 * Loaded again, an event that did not change stays as it is; one that did gets an entry that says what.
 * A record that does not hold is refused with its reasons; the rest is loaded.
 * @throws Refusal structure-not-found
 */
export async function loadEvents(
  ctx: Context,
  input: { readonly records: Iterable<LoadRecord> } & LoadOptions,
): Promise<LoadReport> {
  const report: LoadReport = { created: 0, updated: 0, unchanged: 0, refused: [] }
  const structures = new Map(
    (await ctx.store.read().find(StructureSchema, {})).map((one) => [one.code, one.id]),
  )
  let done = 0
  for (const batch of batches(input.records)) {
    const accepted = accept(ctx, batch, report)
    await transactionOf(ctx.store, input.trial ?? false, (em) =>
      loadBatch(em, ctx, accepted, structures, input, report),
    )
    done += batch.length
    input.onProgress?.(done)
  }
  return report
}

function* batches(records: Iterable<LoadRecord>): Generator<LoadRecord[]> {
  let batch: LoadRecord[] = []
  for (const record of records) {
    batch.push(record)
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** Those whose fields hold, by origin; the last one wins when a batch names one twice. */
function accept(ctx: Context, batch: readonly LoadRecord[], report: LoadReport): Map<string, LoadRecord> {
  const accepted = new Map<string, LoadRecord>()
  for (const record of batch) {
    try {
      const stage = record.state === 'draft' ? 'draft' : 'published'
      const fields = checkFields(kindOf(record.kind), record.fields, stage, todayOf(ctx.clock))
      accepted.set(record.origin, { ...record, fields })
    } catch (error) {
      if (!isRefusal(error, 'fields-invalid')) throw error
      report.refused.push({ origin: record.origin, issues: error.facts.issues })
    }
  }
  return accepted
}

async function loadBatch(
  em: EntityManager,
  ctx: Context,
  accepted: ReadonlyMap<string, LoadRecord>,
  structures: ReadonlyMap<string, number>,
  { trial = false, onChange }: LoadOptions,
  report: LoadReport,
): Promise<void> {
  const known = await em.find(
    EventSchema,
    { origin: { $in: [...accepted.keys()] } },
    { populate: ['structure'] },
  )
  const byOrigin = new Map(known.map((event) => [event.origin, event]))
  const fresh: PastEvent[] = []
  for (const record of accepted.values()) {
    const event = byOrigin.get(record.origin)
    if (event === undefined) {
      fresh.push({ ...record, structureId: structureId(structures, record.structureCode) })
      onChange?.({ what: 'created', name: record.origin })
      continue
    }
    const { fields, changes } = decideUpdate(event, record)
    if (!trial) await bringUpToDate(em, ctx, event, { record, fields, changes })
    if (changes.length === 0) report.unchanged += 1
    else {
      report.updated += 1
      onChange?.({ what: 'updated', name: record.origin, changes })
    }
  }
  report.created += fresh.length
  if (trial) return
  const ids = await insertPast(em, fresh, authorOf(ctx))
  const [firstId] = ids
  if (firstId !== undefined)
    await addJob(em, 'index', { eventIds: ids }, { key: `index:${firstId}-${ids.at(-1)}`, priority: 10 })
}

function structureId(structures: ReadonlyMap<string, number>, code: string): number {
  const id = structures.get(code)
  if (id === undefined) throw new Refusal('structure-not-found', { code })
  return id
}

/** Only what the source changed since the last load is changed here. */
function decideUpdate(event: Event, record: LoadRecord): { fields: Fields; changes: FieldChange[] } {
  const changed = Object.entries(record.fields).filter(
    ([name, value]) => !isDeepStrictEqual(value, event.originFields?.[name]),
  )
  const fields = { ...event.fields, ...Object.fromEntries(changed) }
  return { fields, changes: changesBetween(kindOf(event.kind), event.fields, fields, 'full') }
}

async function bringUpToDate(
  em: EntityManager,
  ctx: Context,
  event: Event,
  to: { readonly record: LoadRecord; readonly fields: Fields; readonly changes: readonly FieldChange[] },
): Promise<void> {
  const { record, fields, changes } = to
  if (!isDeepStrictEqual(record.fields, event.originFields)) event.originFields = record.fields
  if (changes.length === 0) return
  event.fields = fields
  event.version += 1
  await recordEntry(
    em,
    ctx,
    event,
    { type: 'updated', body: { changes, origin: record.origin } },
    { tell: false },
  )
}
