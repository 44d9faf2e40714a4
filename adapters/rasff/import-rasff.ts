import type { Context } from '#core/context.ts'
import { type LoadRecord, loadEvents } from '#core/events/load-events.ts'
import type { Issue } from '#core/refusal.ts'
import type { ImportOptions } from '#core/tables/import-change.ts'
import { completeReferences } from './complete-references.ts'
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
 * Loads an extract of the RASFF public portal (columns in read-rasff.ts) as closed events of one structure.
 * A second import changes only what changed at the source; bad lines are reported and the others loaded.
 * @throws Refusal import-unreadable, structure-not-found
 */
export async function importRasff(
  ctx: Context,
  csv: string,
  options: { readonly structureCode: string } & ImportOptions,
): Promise<RasffReport> {
  const records = new Map<string, LoadRecord>()
  const lineOf = new Map<string, number>()
  const mapping = { hazards: 0, dangers: 0, categories: 0, products: 0 }
  const lines = readRasff(csv)
  const read = lines.flatMap((line) => (line.ok ? line.row : []))
  const { rows, refused: short } = await completeReferences(ctx, read)
  const refused: Issue[] = [...lines.flatMap((line) => (line.ok ? [] : line.issue)), ...short]
  for (const row of rows) {
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
    lineOf.set(record.origin, row.line)
    if (row.hazards.length > 0) mapping.hazards += 1
    if (record.fields.dangerCategory !== undefined) mapping.dangers += 1
    if (row.category !== '') mapping.categories += 1
    if (record.fields.productCategory !== undefined) mapping.products += 1
  }
  const { onChange, onProgress, trial = false } = options
  const loaded = await loadEvents(ctx, {
    records: records.values(),
    trial,
    ...(onChange === undefined ? {} : { onChange }),
    onProgress: (done) => onProgress?.(done, records.size),
  })
  for (const { origin, issues } of loaded.refused)
    refused.push(
      ...issues.map((issue) => ({ ...issue, at: `ligne ${lineOf.get(origin)}, ${issue.at} (${origin})` })),
    )
  const { created, updated, unchanged } = loaded
  return { read: lines.length, created, updated, unchanged, refused, mapping }
}
