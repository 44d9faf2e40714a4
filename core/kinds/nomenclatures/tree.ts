import { analyse } from '../../query/words.ts'
import type { Node, Nomenclature } from '../kind.ts'
import { labelNames, nameKey } from './names.ts'
import { nearest } from './nearest.ts'

/**
 * A nomenclature over its nodes, parents before children.
 * @throws Error on a code that stands twice or a parent that is unknown
 */
export function nomenclature(
  code: string,
  label: string,
  nodes: readonly Node[],
  { synonyms = false }: { synonyms?: boolean } = {},
): Nomenclature {
  const entries = new Map<string, Entry>()
  for (const node of nodes) {
    const parent = node.parent === undefined ? undefined : entries.get(node.parent)
    if (node.parent !== undefined && parent === undefined)
      throw new Error(`${code}: ${node.code} stands under ${node.parent}, which is unknown`)
    if (entries.has(node.code)) throw new Error(`${code}: ${node.code} stands twice`)
    entries.set(node.code, entryOf(node, parent))
  }
  const all = [...entries.values()]
  return {
    code,
    label,
    nodes,
    synonyms,
    get: (wanted) => entries.get(wanted)?.node,
    lineage: (wanted) => entries.get(wanted)?.lineage ?? [],
    find: (written) => {
      if (written.length > longestName) return []
      const coded = entries.get(written.trim())
      if (coded !== undefined) return [coded.node]
      const named = namedBy(all, nameKey(written))
      return topmost(named.length > 0 ? named : holding(all, written))
    },
    suggest: (written, limit) =>
      nearest(written, all, (entry) => entry.names, limit).map((entry) => entry.node),
  }
}

/** Nothing is named by more, in characters. */
const longestName = 256

interface Entry {
  readonly node: Node
  /** Own code first, then its ancestors, nearest first. */
  readonly lineage: readonly string[]
  /** Keys (names.ts) that name exactly this node. */
  readonly names: readonly string[]
  /** Stems of its own label and words, and of its ancestors' labels besides. */
  readonly ownStems: ReadonlySet<string>
  readonly stems: ReadonlySet<string>
}

function entryOf(node: Node, parent: Entry | undefined): Entry {
  const words = node.words ?? []
  const ownStems = stemsOf([node.label, ...words].join(' '))
  return {
    node,
    lineage: [node.code, ...(parent?.lineage ?? [])],
    names: [...new Set([nameKey(node.code), ...labelNames(node.label), ...words.map(nameKey)])],
    ownStems,
    stems: new Set([...ownStems, ...(parent?.stems ?? [])]),
  }
}

function namedBy(entries: readonly Entry[], key: string): Entry[] {
  return key === '' ? [] : entries.filter((entry) => entry.names.includes(key))
}

/** Nodes that hold every word, at least one of them themselves: `viande hachée bovin` is VH - Bovin. */
function holding(entries: readonly Entry[], written: string): Entry[] {
  const wanted = [...stemsOf(written)]
  if (wanted.length === 0) return []
  return entries.filter(
    (entry) =>
      wanted.every((stem) => entry.stems.has(stem)) && wanted.some((stem) => entry.ownStems.has(stem)),
  )
}

/** Without those that stand under another one of the list: the ancestor covers them. */
function topmost(entries: readonly Entry[]): Node[] {
  const codes = new Set(entries.map((entry) => entry.node.code))
  return entries
    .filter((entry) => !entry.lineage.slice(1).some((ancestor) => codes.has(ancestor)))
    .map((entry) => entry.node)
}

function stemsOf(text: string): ReadonlySet<string> {
  return new Set(analyse(text).map((token) => token.stem))
}
