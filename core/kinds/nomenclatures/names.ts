import { fold } from '../../query/words.ts'

/** A name as it is compared: folded, letters and digits only, each word without its final s or x: `Huîtres` → `huitre`. */
export function nameKey(written: string): string {
  return (fold(written).match(/[\p{L}\p{N}]+/gu) ?? [])
    .map((word) => (word.length > 3 ? word.replace(/[sx]$/, '') : word))
    .join(' ')
}

/** The names that a label answers to: whole, without its prefix (`PC - Poisson`), without what is in parentheses. */
export function labelNames(label: string): string[] {
  const bare = label.replace(/\([^)]*\)?/g, ' ')
  const names = [label, bare, afterPrefix(label), afterPrefix(bare)].map(nameKey)
  return [...new Set(names)].filter((name) => name !== '')
}

function afterPrefix(label: string): string {
  return label.replace(/^[^-/]{1,24}?(- | \/ )/, '')
}

/** An ASCII code of a free name: `Ferme de l’Orée` → `ferme-de-l-oree`. Empty when nothing is left. */
export function slug(written: string): string {
  return (fold(written).match(/[a-z0-9]+/g) ?? []).join('-')
}
