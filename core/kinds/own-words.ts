import { analyse } from '../query/words.ts'
import type { Field } from './kind.ts'
import { kinds } from './kinds.ts'
import { communeStems } from './nomenclatures/communes.ts'
import { departments, regions } from './nomenclatures/territories.ts'

/**
 * Whether an event may say this word though no event has yet: it stands in a label that is searched with the record, or
 * in the name of a commune.
 */
export function isOwnWord(stem: string): boolean {
  return labelStems().has(stem) || communeStems().has(stem)
}

let known: ReadonlySet<string> | undefined

function labelStems(): ReadonlySet<string> {
  known ??= new Set(
    [
      ...Object.values(kinds).flatMap(({ label, fields }) => [label, ...fields.flatMap(labelsOf)]),
      ...[departments, regions].flatMap(({ nodes }) =>
        nodes.flatMap(({ label, words = [] }) => [label, ...words]),
      ),
    ].flatMap((text) => analyse(text).map(({ stem }) => stem)),
  )
  return known
}

/** Those that facts-of.ts puts in the text of an event. */
function labelsOf({ weight, tree, choices }: Field): readonly string[] {
  if (weight === undefined) return []
  const nodes = tree?.nodes.flatMap(({ label, words = [] }) => [label, ...(tree.synonyms ? words : [])]) ?? []
  return [...nodes, ...(choices ?? []).map(({ label }) => label)]
}
