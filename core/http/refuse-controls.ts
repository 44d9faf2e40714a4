import { unwritableIn } from '../clean-text.ts'
import { pointer, visible } from '../pointer.ts'
import { type Issue, Refusal } from '../refusal.ts'
import { unwritableRule } from '../text-schemas.ts'

/** A value within what was received, and what leads there. */
interface Place {
  readonly value: unknown
  readonly name: string
  readonly depth: number
  readonly parent: Place | undefined
}

/** More of them tell a program nothing new. */
const mostIssues = 20
/** Deeper than any body that is understood. */
const deepest = 32
const longestSeen = 60

/**
 * Refuses what no text may have, in any string of a request or any of its names, whatever its schema: control characters
 * and half characters. What comes after need not think of them.
 * @param breaks line breaks and tabs are let through: a body has texts of several lines
 * @throws Refusal input-invalid that says where, by JSON Pointer, and which character
 */
export function refuseControls(received: unknown, breaks: boolean): void {
  const issues: Issue[] = []
  const places: Place[] = [{ value: received, name: '', depth: 0, parent: undefined }]
  for (let place = places.pop(); place !== undefined && issues.length < mostIssues; place = places.pop()) {
    const { value, name, depth } = place
    look(name, place, false, issues)
    if (typeof value === 'string') look(value, place, breaks, issues)
    else if (typeof value === 'object' && value !== null) {
      if (depth >= deepest) throw tooDeep(place)
      for (const [inside, part] of Object.entries(value).reverse())
        places.push({ value: part, name: inside, depth: depth + 1, parent: place })
    }
  }
  if (issues.length > 0) throw new Refusal('input-invalid', { issues })
}

function look(text: string, place: Place, breaks: boolean, issues: Issue[]): void {
  const found = unwritableIn(text, breaks)
  if (found === undefined) return
  const from = Math.max(0, found.rank - longestSeen / 2)
  const seen = visible(text.slice(from, from + longestSeen))
  const at = pointer(pathOf(place))
  issues.push({ at, pointer: at, seen, rule: unwritableRule(found) })
}

function tooDeep(place: Place): Refusal {
  const [first = ''] = pathOf(place)
  const rule = `au plus ${deepest} valeurs l’une dans l’autre`
  const at = pointer([first])
  return new Refusal('input-invalid', { issues: [{ at, pointer: at, seen: '', rule }] })
}

function pathOf({ name, parent }: Place): string[] {
  return parent === undefined ? [] : [...pathOf(parent), name]
}
