import type { Fields, Kind } from './kind.ts'
import { nodeName } from './read-field.ts'

/** A value of a free field that a search by the same name would not find. */
export interface Unfiled {
  /** How the field that searches read is written before a colon. */
  readonly word: string
  readonly label: string
  readonly written: string
  /** What it may be there, in names that are read. */
  readonly names: readonly string[]
}

/** More are no help. */
const mostNames = 4

/**
 * `produit:huîtres` names a product in a record, and its category in a subscription: what names a category, where none
 * is given, would be told to nobody who asked for it.
 */
export function unfiledIn({ fields }: Pick<Kind, 'fields'>, values: Fields): readonly Unfiled[] {
  return fields.flatMap(({ name, type, tree, facet, words, label }) => {
    if (type !== 'tree' || tree === undefined || facet === undefined || values[name] !== undefined) return []
    const free = fields.find((field) => field.type === 'line' && field.words.includes(facet))
    const written = free === undefined ? undefined : values[free.name]
    const found = typeof written === 'string' ? tree.find(written).slice(0, mostNames) : []
    if (typeof written !== 'string' || found.length === 0) return []
    return [{ word: words[0] ?? name, label, written, names: found.map((node) => nodeName(tree, node)) }]
  })
}
