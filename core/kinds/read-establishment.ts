import { cleanLine } from '../clean-text.ts'
import { trimEndOf } from '../query/trim-end.ts'
import { takeCompanyNumbers } from './company-numbers.ts'
import type { Establishment } from './kind.ts'
import { communeKey, communesAt } from './nomenclatures/communes.ts'
import { nameKey } from './nomenclatures/names.ts'
import { departments } from './nomenclatures/territories.ts'
import { postalIn, readPlace } from './read-place.ts'
import { wayAt } from './ways.ts'

/**
 * Establishments as people write them, parted by semicolons or line ends: `Fromagerie X, 34700 Lodève, SIRET 123…`.
 * What is shown (show.ts) is read back to the same. A wrong SIRET is kept for checkFields to refuse with its reason.
 */
export function readEstablishments(written: string): Establishment[] {
  return written
    .split(/[;\n]/, mostLines)
    .map((line) => readEstablishment(cleanLine(line)))
    .filter((found) => found !== undefined)
}

/** Many more than a record takes; those that are too many are refused there. */
const mostLines = 200
/** What is longer, in characters, is no establishment: it is kept as a name, which is refused with its bounds. */
const longestLine = 1000

/** Numbers are taken out wherever they stand; what is left is read part by part, the first being the name. */
function readEstablishment(written: string): Establishment | undefined {
  if (written.length > longestLine) return { name: written }
  const { rest: unnumbered, ...numbers } = takeCompanyNumbers(written)
  const approval = approvals.exec(unnumbered) ?? marks.exec(unnumbered)
  const approved = approval === null ? unnumbered : unnumbered.replace(approval[0], '')
  const { said, rest } = takeDepartment(approved)
  const [first, ...parts] = rest
    .replace(/\([\s,]*\)/g, '')
    .split(',')
    .map(tidy)
    // A full stop after a number is no part of an address.
    .filter((part) => /[\p{L}\p{N}]/u.test(part))
  if (first === undefined) return undefined
  const [name, own] = splitName(first)
  return {
    name,
    ...numbers,
    ...(approval?.[1] === undefined ? {} : { approval: dotted(approval[1]) }),
    ...readPlace(own === undefined ? parts : [own, ...parts], said),
  }
}

/** A name and an address in one piece: `Boulangerie Durand 34 rue Nationale 13001 Marseille`. */
function splitName(first: string): [name: string, place?: string] {
  const street = wayAt(first)
  const postal = postalIn(first)
  const commune = postal?.after === '' ? communeBefore(postal) : 0
  if (street <= 0 && commune > 0) return [tidy(first.slice(0, commune)), tidy(first.slice(commune))]
  const at = street > 0 ? street : postal?.after === '' ? -1 : (postal?.before.length ?? -1)
  const name = tidy(first.slice(0, Math.max(at, 0)))
  return at <= 0 || name === '' ? [first] : [name, tidy(first.slice(at))]
}

/** `Super U Millau 12100`: where the commune of the postcode begins, in the words before it; 0 when there is none. */
function communeBefore({ code, before }: { code: string; before: string }): number {
  const starts = [...before.matchAll(/(?<=\s)\S/g)].map(({ index }) => index).slice(-longestCommune)
  return starts.find((at) => communesAt(code).some(({ key }) => key === communeKey(before.slice(at)))) ?? 0
}

/** No commune of the list has more words. */
const longestCommune = 12

/** The département that is written as such: `dept:63`, `(63)`, `(Puy-de-Dôme)`, `dans le 63`. */
function takeDepartment(text: string): { said?: string; rest: string } {
  for (const pattern of saidPatterns) {
    const match = pattern.exec(text)
    const code = match === null ? undefined : departmentCode(match[1] ?? '')
    if (match !== null && code !== undefined) return { said: code, rest: text.replace(match[0], ' ') }
  }
  return { rest: text }
}

function departmentCode(written: string): string | undefined {
  const name = nameKey(written)
  return (
    departments.get(written.toUpperCase())?.code ??
    departments.nodes.find(({ label }) => nameKey(label) === name)?.code
  )
}

/** Without blanks, dashes and parentheses left open at its ends. */
function tidy(part: string): string {
  const trimmed = trimEndOf(part.replace(/^[\s–-]+/, ''), /[\s–-]/)
  const open = (trimmed.match(/\(/g) ?? []).length
  const close = (trimmed.match(/\)/g) ?? []).length
  if (open === close) return cleanLine(trimmed)
  return cleanLine(open > close ? trimmed.replace('(', ' ') : trimmed.replace(/\)(?=[^)]*$)/, ' '))
}

function dotted(approval: string): string {
  return approval.toUpperCase().replaceAll(/[ -]/g, '.')
}

/** `34.123.001`, `agrément sanitaire n° FR 34.123.001 CE`. */
const approvals =
  /(?:(?:n° ?)?agr[ée]ment(?: sanitaire)? ?(?:n° ?)?:? ?)?(?:\bFR[ -]?)?\b((?:\d{2,3}|2[AB])\.\d{2,3}\.\d{2,3})\b(?:[ -]?(?:CE|UE|EC|EU)\b)?/i
/** The oval mark of a product, in any spelling: `FR 34-301-050 CE`. */
const marks = /\bFR[ -]?((?:\d{2,3}|2[AB])[ .-]\d{2,3}[ .-]\d{2,3})[ -]?(?:CE|UE|EC|EU)\b/i
const saidPatterns = [
  /\b(?:d[ée]partement|d[ée]pt?|dpt)\.? ?[:=]? ?(\d{2,3}|2[AB])\b/iu,
  /\b(?:d[ée]partement|d[ée]pt?|dpt)\.? ?[:=] ?(\p{L}[^,;()]*)/iu,
  /\((?:d[ée]pt?\.? ?|d[ée]partement ?:? ?)?(\d{2,3}|2[AB])(?: ?- ?\p{L}[^()]*)?\)/iu,
  /\(([^()]{2,40})\)/u,
  /\bdans le (\d{2,3}|2[AB])(?![ .-]?[\p{L}\d])/iu,
] as const
