import { fromBytes } from './bytes.ts'
import { StoreDamaged } from './errors.ts'
import { type Factory, library, type ObjectStore, resultOf } from './idb.ts'
import { partOf, parts, type Row, readRecord } from './layout.ts'
import { type DatabaseSchema, databaseSchema, type StoredRecord, type StoreSchema } from './schema.ts'
import type { Seal } from './seal.ts'

interface Rebuilt {
  readonly factory: Factory
  readonly schemas: readonly DatabaseSchema[]
}

/**
 * The databases as the rows tell, in memory.
 * @throws StoreDamaged when a row is not what was written, or belongs to nothing
 */
export async function rebuild(seal: Seal, rows: readonly Row[]): Promise<Rebuilt> {
  const byPart = Map.groupBy(rows, ({ part }) => part)
  const schemas = (byPart.get(parts.schema) ?? []).map((row) =>
    databaseSchema.parse(fromBytes(seal.open(row.part, row.key, row.value))),
  )
  const known = new Set<string>(Object.values(parts))
  for (const { name, stores } of schemas)
    for (const store of stores) known.add(partOf(seal, name, store.name))
  for (const part of byPart.keys())
    if (!known.has(part))
      throw new StoreDamaged(
        `matrix_store a des lignes (partie ${part}) qui ne sont d’aucune base connue : une ligne y manque. Restaurez la sauvegarde de l’appareil (vigie matrix restore).`,
      )
  const factory = new library.IDBFactory()
  for (const schema of schemas) {
    // Read before anything is made: what is thrown inside an upgrade becomes an abortion without a reason.
    const records = new Map(
      schema.stores.map(({ name }) => {
        const stored = byPart.get(partOf(seal, schema.name, name)) ?? []
        return [name, stored.map((row) => readRecord(seal.open(row.part, row.key, row.value)))]
      }),
    )
    await build(factory, schema, records)
  }
  return { factory, schemas }
}

async function build(
  factory: Factory,
  schema: DatabaseSchema,
  records: ReadonlyMap<string, readonly StoredRecord[]>,
): Promise<void> {
  const request = factory.open(schema.name, schema.version)
  request.addEventListener('upgradeneeded', () => {
    for (const store of schema.stores) {
      const { name, keyPath, autoIncrement } = store
      const made = request.result.createObjectStore(name, { keyPath, autoIncrement })
      fill(made, store, records.get(name) ?? [])
      for (const index of store.indexes)
        made.createIndex(index.name, index.keyPath, { unique: index.unique, multiEntry: index.multiEntry })
    }
  })
  const database = await resultOf(request)
  database.close()
}

function fill(made: ObjectStore, { keyPath, position }: StoreSchema, records: readonly StoredRecord[]): void {
  const put = (value: unknown, key: unknown) => (keyPath === null ? made.put(value, key) : made.put(value))
  for (const { key, value } of records) put(value, key)
  if (position === 0 || records.some(({ key }) => key === position)) return
  // The generator is past its records: raised by one that does not stay.
  put(typeof keyPath === 'string' ? nested(keyPath, position) : 0, position)
  made.delete(position)
}

/** A value that has `key` where the path says. */
function nested(path: string, key: number): unknown {
  return path.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), key)
}
