import { facetNames } from './facet-names.ts'
import type { Field, Node, Nomenclature } from './kind.ts'
import { kinds } from './kinds.ts'

/** Common facets of which an event has one value. */
const common: readonly string[] = Object.values(facetNames)

let single: ReadonlySet<string> | undefined

/** Facets of which no event has two values, but for the ancestors of one: a query for two of them finds nothing. */
export function singleFacets(): ReadonlySet<string> {
  if (single !== undefined) return single
  const fields = Object.values(kinds).map((kind) =>
    kind.fields.filter(({ type }) => type !== 'establishments'),
  )
  const names = new Set(fields.flat().flatMap(({ facet }) => facet ?? []))
  const once = [...names].filter((name) =>
    fields.every((own) => {
      const feeding = own.filter(({ facet }) => facet === name)
      return feeding.length === 0 || (feeding.length === 1 && feeding[0]?.type !== 'list')
    }),
  )
  single = new Set([...common, ...once])
  return single
}

/** The code and its ancestors, in the nomenclature of the facet if it has one. */
export function lineageOf(facet: string | undefined, code: string): readonly string[] {
  const found = treeOf(facet)?.lineage(code) ?? []
  return found.length === 0 ? [code] : found
}

/** Every value of a facet that has a list of them. */
export function valuesOf(facet: string): readonly string[] | undefined {
  const field = fieldsOf(facet).find(({ tree, choices }) => tree !== undefined || choices !== undefined)
  return field?.tree?.nodes.map(({ code }) => code) ?? field?.choices?.map(({ code }) => code)
}

/** What the nomenclature of a facet has; nothing when it has none. */
export function nodesOf(facet: string): readonly Node[] {
  return treeOf(facet)?.nodes ?? []
}

function treeOf(facet: string | undefined): Nomenclature | undefined {
  if (facet === undefined) return undefined
  return fieldsOf(facet).find(({ tree }) => tree !== undefined)?.tree
}

function fieldsOf(facet: string): readonly Field[] {
  return Object.values(kinds).flatMap(({ fields }) => fields.filter((field) => field.facet === facet))
}
