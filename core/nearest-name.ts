import { distance } from 'fastest-levenshtein'

/** Names longer than this are no slip of anybody. */
const longest = 64

/** The one of the names that was most likely meant; undefined when none is near. One that begins as written comes first. */
export function nearestName(written: string, names: readonly string[]): string | undefined {
  if (written.length > longest) return undefined
  const low = written.toLowerCase()
  const [nearest] = names
    .map((name) => {
      const begun = low !== '' && name.toLowerCase().startsWith(low)
      return { name, far: begun ? 0.5 : distance(name.toLowerCase(), low) }
    })
    .sort((a, b) => a.far - b.far)
  return nearest !== undefined && nearest.far <= Math.max(1, longer(written, nearest.name) / 2)
    ? nearest.name
    : undefined
}

function longer(a: string, b: string): number {
  return Math.max(a.length, b.length)
}
