import type { EntityManager } from '@mikro-orm/postgresql'
import { StructureSchema } from './structure.entity.ts'

/** Labels of the structures that these entries were written from, by id. */
export async function structureLabels(
  em: EntityManager,
  entries: readonly { readonly structureId: number }[],
): Promise<ReadonlyMap<number, string>> {
  const ids = [...new Set(entries.map((entry) => entry.structureId))]
  const structures = ids.length === 0 ? [] : await em.find(StructureSchema, { id: { $in: ids } })
  return new Map(structures.map((structure) => [structure.id, structure.label]))
}
