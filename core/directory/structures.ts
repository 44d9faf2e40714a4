import type { EntityManager } from '@mikro-orm/postgresql'
import { Refusal } from '../refusal.ts'
import { type Structure, StructureSchema } from './structure.entity.ts'

/** The structure that people call by this code, case free: `ddpp-34`. @throws Refusal structure-not-found */
export async function findStructure(em: EntityManager, code: string): Promise<Structure> {
  const structure = await em.findOne(StructureSchema, { code: code.trim().toLowerCase() })
  if (structure === null) throw new Refusal('structure-not-found', { code })
  return structure
}
