import { z } from 'zod'
import type { PutRow, RowChange } from './batch.ts'
import { fromBytes, keyBytes, pack, toBytes, unpack } from './bytes.ts'
import type { Key } from './idb.ts'
import type { DatabaseSchema } from './schema.ts'
import type { Seal } from './seal.ts'

/** Parts of `matrix_store` that are no object stores. */
export const parts = {
  marker: 'marker',
  /** One unsealed row: the id of the last commit. */
  turn: 'turn',
  /** How each database is built. */
  schema: 'schema',
  secret: 'secret',
} as const

/** The key of a part that has one row. */
export const onlyKey = Buffer.alloc(0)

/** A row as the table has it. */
export const row = z.object({
  part: z.string(),
  key: z.instanceof(Buffer),
  value: z.instanceof(Buffer),
})
export type Row = z.infer<typeof row>

/** The part that holds the records of an object store; its name is hidden. */
export function partOf(seal: Seal, database: string, store: string): string {
  return `data ${seal.hash(keyBytes([database, store])).toString('hex')}`
}

export function recordRow(seal: Seal, part: string, key: Key, value: Buffer): RowChange {
  return { type: 'put', part, key: rowKey(seal, key), plain: pack(toBytes(key), value) }
}

export function rowKey(seal: Seal, key: Key): Buffer {
  return seal.hash(keyBytes(key))
}

export function readRecord(plain: Buffer): { key: unknown; value: unknown } {
  const [key, value] = unpack(plain)
  return { key: fromBytes(key), value: fromBytes(value) }
}

export function schemaRow(seal: Seal, schema: DatabaseSchema): RowChange {
  return { type: 'put', part: parts.schema, key: rowKey(seal, schema.name), plain: toBytes(schema) }
}

export const secret = z.object({ name: z.string(), value: z.string() })

export function secretRow(seal: Seal, name: string, value: string): PutRow {
  return { type: 'put', part: parts.secret, key: rowKey(seal, name), plain: toBytes({ name, value }) }
}

export function sealRow(seal: Seal, { part, key, plain }: PutRow): Row {
  return { part, key, value: seal.close(part, key, plain) }
}
