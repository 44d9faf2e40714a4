import type { Readable } from 'node:stream'
import type { Context } from '#core/context.ts'
import { type LoadRecord, loadEvents } from '#core/events/load-events.ts'
import type { Issue } from '#core/refusal.ts'
import { readRasff } from './read-rasff.ts'
import { toRecord } from './to-record.ts'

export interface RasffReport {
  /** Lines after the header. */
  readonly read: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly refused: readonly Issue[]
  /** How far the nomenclatures were reached. */
  readonly mapping: RasffMapping
}

export interface RasffMapping {
  /** Notifications that name a hazard, and those of them that got a danger code. */
  readonly hazards: number
  readonly dangers: number
  /** Notifications that name a product category, and those of them that got a product code. */
  readonly categories: number
  readonly products: number
}

/**
 * Loads an extract of the RASFF public portal (CSV, columns in read-rasff.ts) as closed events of one structure.
 * A second import changes only what changed at the source; bad lines are reported and the others loaded.
 * @param onProgress notifications loaded so far, and to load
 * @throws Refusal import-unreadable, structure-not-found
 */
export async function importRasff(
  ctx: Context,
  source: string | Readable,
  options: {
    readonly structureCode: string
    readonly onProgress?: (done: number, total: number) => void
  },
): Promise<RasffReport> {
  const records = new Map<string, LoadRecord>()
  const refused: Issue[] = []
  const mapping = { hazards: 0, dangers: 0, categories: 0, products: 0 }
  let read = 0
  for await (const line of readRasff(source)) {
    read += 1
    if (!line.ok) {
      refused.push(line.issue)
      continue
    }
    const { row } = line
    const record = toRecord(row, options.structureCode)
    if (records.has(record.origin)) {
      refused.push({
        at: `ligne ${row.line}, Reference`,
        seen: row.reference,
        rule: 'référence déjà lue plus haut dans le fichier\u00A0: la première ligne est gardée',
      })
      continue
    }
    records.set(record.origin, record)
    if (row.hazards.length > 0) mapping.hazards += 1
    if (record.fields.dangerCategory !== undefined) mapping.dangers += 1
    if (row.category !== '') mapping.categories += 1
    if (record.fields.productCategory !== undefined) mapping.products += 1
  }
  const loaded = await loadEvents(ctx, { records: records.values() }, (done) =>
    options.onProgress?.(done, records.size),
  )
  for (const { origin, issues } of loaded.refused)
    refused.push(...issues.map((issue) => ({ ...issue, at: `${origin}, ${issue.at}` })))
  const { created, updated, unchanged } = loaded
  return { read, created, updated, unchanged, refused, mapping }
}
