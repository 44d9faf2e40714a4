import { codesIn } from '#core/query/codes.ts'
import { plainWord } from './argument.ts'

/** What a field holds once a part was added to it: once, and after what was there. */
export function addedTo(held: unknown, written: string): string {
  const parts = codesIn(written)
  const short = parts.map(shortCode)
  if (typeof held !== 'string' || held === '')
    return parts.every((part, at) => part === short[at]) ? written : short.join(', ')
  const there = codesIn(held)
  const news = short.filter((part) => !there.some((one) => isOf(one, part)))
  return [held, ...news].join(held.includes('\n') ? '\n' : ', ')
}

/** Of the parts that a field holds, those named as this one is that are another: `DLC 12/12/2026` beside `DLC 15/12/2026`. */
export function otherParts(held: unknown, written: string): readonly string[] {
  const [word = ''] = written.split(' ')
  if (typeof held !== 'string' || word === '') return []
  const parts = codesIn(held)
  return parts.includes(written) ? [] : parts.filter((part) => part.startsWith(`${word} `))
}

/** Of the parts that a list holds, those that another does not. */
export function goneFrom(held: string, after: string): readonly string[] {
  const left = codesIn(after)
  return codesIn(held).filter((part) => !left.some((one) => isOf(one, part)))
}

/** Whether a part of a list is what these words name, perhaps with more behind it: `L1 (DLC 12/12/2026)` is `lot L1`. */
function isOf(part: string, named: string): boolean {
  const [whole, name] = [bareCode(part), bareCode(named)]
  return whole === name || (whole.startsWith(name) && dated.test(whole.slice(name.length)))
}

/** What says more of a code that was named, and makes it no other: `L1 bis` is another lot. */
const dated = /^ ?[(:]|^ [–-] |^ (?:dlc|ddm|dluo|ddlc|exp|fab)(?![a-z])/

function bareCode(part: string): string {
  return plainWord(part).replace(
    /^(?:(?:l[ea]s?|du|des?) )?(?:(?:lots?|n°|no|numeros?) ?)?(?=[^ ]{0,40}\d)/,
    '',
  )
}

/** « le lot 17 » is 17. */
function shortCode(part: string): string {
  return part.replace(/^(?:(?:l[ea]s?|du|des?) )?(?:lots? )?(?:n° ?|numéros? )?(?=[^ ]{0,40}\d)/i, '')
}

/** « tous », « les 2 », « tous sauf L1 »: all that is there, or all but some. */
export function allIn(rest: string): { readonly count?: number; readonly but?: string } | undefined {
  const [, all, count, but] = allButSome.exec(plainWord(rest)) ?? []
  if (all === undefined || (all === 'les' && count === undefined)) return undefined
  return {
    ...(count === undefined ? {} : { count: counts.get(count) ?? Number(count) }),
    ...(but === undefined ? {} : { but }),
  }
}

const allButSome =
  /^(tou(?:t|s|tes)(?: les?)?|les)(?: (\d{1,2}|deux|trois|quatre|cinq|six))?(?: (?:sauf|excepte|hormis|a part) (?:les? |la )?(.+))?$/s
const counts = new Map(['deux', 'trois', 'quatre', 'cinq', 'six'].map((word, at) => [word, at + 2]))

/** A list in words without these of its items; `several` when one of them may be several, `absent` when it is not there. */
export function without(
  held: unknown,
  written: string,
): { readonly left: string } | { readonly why: 'absent' | 'several'; readonly like: readonly string[] } {
  const parts = typeof held === 'string' ? codesIn(held) : []
  const found = new Set<string>()
  for (const one of codesIn(written)) {
    const same = parts.filter((part) => bareCode(part) === bareCode(one))
    const like = same.length > 0 ? same : parts.filter((part) => isOf(part, one))
    const [only] = like
    if (only === undefined) return { why: 'absent', like: [] }
    if (same.length === 0 && like.length > 1) return { why: 'several', like }
    for (const part of like) found.add(part)
  }
  const separator = typeof held === 'string' && held.includes('\n') ? '\n' : ', '
  return { left: parts.filter((part) => !found.has(part)).join(separator) }
}
