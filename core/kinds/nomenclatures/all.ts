import type { Nomenclature } from '../kind.ts'
import { countries } from './countries.ts'
import { dangers } from './dangers.ts'
import { products } from './products.ts'
import { departments, regions } from './territories.ts'

/** Every tree of codes, by its own code. */
export const nomenclatures: ReadonlyMap<string, Nomenclature> = new Map(
  [dangers, products, departments, regions, countries].map((tree) => [tree.code, tree]),
)
