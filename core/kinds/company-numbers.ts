import { communesAt } from './nomenclatures/communes.ts'
import { isSiren, isSiret, withoutSeparators } from './siret.ts'

/** What a text says of a company's numbers, and the text without them: a comma stands where they stood. */
export interface CompanyNumbers {
  /** As it was written when it is no SIRET and was called one: checkFields says why it is refused. */
  readonly siret?: string
  readonly siren?: string
  readonly rest: string
}

interface Found {
  readonly type: 'siret' | 'siren'
  readonly value: string
  readonly start: number
  readonly end: number
}

/** SIRET and SIREN in any spelling: `356 000 000 09075`, `356-000-000-09075`, `SIRET n° 356.000.000.09075 34700 Lodève`. */
export function takeCompanyNumbers(text: string): CompanyNumbers {
  let rest = text
  let siret: string | undefined
  let siren: string | undefined
  // Two of each at most: what is more stays in the text.
  for (let round = 0; round < 4; round += 1) {
    const found = find(rest, { siret: siret === undefined, siren: siren === undefined })
    if (found === undefined) break
    if (found.type === 'siret') siret = found.value
    else siren = found.value
    rest = `${rest.slice(0, found.start)} , ${rest.slice(found.end)}`
  }
  const known = siret !== undefined && isSiret(siret) && siren !== undefined && siret.startsWith(siren)
  return {
    ...(siret === undefined ? {} : { siret }),
    ...(siren === undefined || known ? {} : { siren }),
    rest,
  }
}

/** A search, with each SIRET in one piece: events hold it so, and in the groups that it is printed in, which stay. */
export function joinSirets(text: string): string {
  return text.replace(runs, (run) => {
    if (printed.test(run)) return run
    const digits = withoutSeparators(run).replaceAll(',', '')
    return isSiret(digits) ? digits : run
  })
}

function find(text: string, wanted: { siret: boolean; siren: boolean }): Found | undefined {
  for (const run of text.matchAll(runs)) {
    const before = text.slice(Math.max(0, run.index - longestLabel), run.index)
    const label = labels.exec(before)
    const found = ruined.test(run[0]) ? ruinedIn(run, label) : numberIn(run, label)
    if (found === undefined || !wanted[found.type]) continue
    const start = found.start === run.index && label !== null ? run.index - label[0].length : found.start
    return { ...completed(found, text), start }
  }
  return undefined
}

/** A SIREN with what follows it: the NIC that makes it a SIRET, or where the company is registered. */
function completed(found: Found, text: string): Found {
  if (found.type !== 'siren') return found
  const after = text.slice(found.end)
  const [written = '', named, bare] = nic.exec(after) ?? []
  const siret = `${found.value}${named ?? bare ?? ''}`
  if (isSiret(siret)) return { ...found, type: 'siret', value: siret, end: found.end + written.length }
  return { ...found, end: found.end + (registered.exec(after)?.[0].length ?? 0) }
}

/** `3,56E+13`: what a spreadsheet makes of a SIRET. Its last digits are gone, and it is kept to be refused. */
function ruinedIn(run: RegExpExecArray, label: RegExpExecArray | null): Found | undefined {
  const digits = Number(/(?<!\d)\d+$/.exec(run[0])?.[0])
  if (label === null && digits !== 13 && digits !== 8) return undefined
  const type = digits === 8 ? 'siren' : 'siret'
  return { type, value: run[0], start: run.index, end: run.index + run[0].length }
}

function numberIn(run: RegExpExecArray, label: RegExpExecArray | null): Found | undefined {
  const groups = [...run[0].matchAll(/\d+/g)].map(({ 0: digits, index }) => ({
    digits,
    start: run.index + index,
    end: run.index + index + digits.length,
  }))
  // A number that a spreadsheet cut in thousands, or that someone dictated: all of it, and nothing else, is a SIRET.
  const all = groups.map(({ digits }) => digits).join('')
  if (isSiret(all) && !telephone.test(run[0])) return { type: 'siret', ...wholeOf(run, all) }
  const windows = groups.flatMap((first, from) => {
    // A telephone number is in groups of two; after a label, the number is what comes first.
    if (label === null ? first.digits.length < 3 : from > 0) return []
    let value = ''
    return groups.slice(from, from + 14).flatMap(({ digits, end }) => {
      value += digits
      const whole = from === 0 && end === groups.at(-1)?.end
      return value.length === 9 || value.length === 14 ? [{ value, start: first.start, end, whole }] : []
    })
  })
  const siret = windows.find(({ value }) => isSiret(value))
  if (siret !== undefined) return { type: 'siret', ...siret }
  const siren = windows.find(({ value, end, whole }) => {
    const then = run[0].slice(end - run.index).replace(/^\D+/, '')
    return isSiren(value) && (whole || (then.length === 5 && communesAt(then).length > 0))
  })
  if (siren !== undefined) return { type: 'siren', ...siren }
  // Called a number, or written as one: refused with its reason rather than dropped.
  const wrong = windows.find(({ value }) => value.length === 14)
  if (wrong !== undefined) return { type: 'siret', ...wrong }
  if (label === null) return alone(run) ? { type: 'siren', ...wholeOf(run, all) } : undefined
  return {
    type: /n/i.test(label[1] ?? '') ? 'siren' : 'siret',
    ...wholeOf(run, all),
  }
}

function wholeOf(run: RegExpExecArray, value: string): { value: string; start: number; end: number } {
  return { value, start: run.index, end: run.index + run[0].length }
}

/** Nine digits as a SIREN is written, with nothing else between two commas: no commune is called so. */
function alone({ 0: written, index, input }: RegExpExecArray): boolean {
  if (!/^\d{3}([ .-]?)\d{3}\1\d{3}$/.test(written)) return false
  const before = input.slice(Math.max(0, index - 3), index)
  const after = input.slice(index + written.length, index + written.length + 3)
  return /[,(] ?$/.test(before) && /^ ?(?:[,)]|$)/.test(after)
}

/**
 * Digits in groups, with at most a separator and its blanks between; a number with an exponent; one with commas between
 * its thousands. A label may touch it.
 */
const runs =
  /(?:(?<=\bsire[nt])|(?<![\p{L}\d]|\+ ?|\d[.,]))(?:\d[.,]\d{1,14} ?E ?\+? ?\d{1,2}\b|\d{2,3}(?:,\d{3}){3}(?:,\d{3}|\d{2})(?![\d,])|\d+(?: ?[.\-‐‑–/·_'’] ?\d+| \d+)*)(?![\p{L}])/giu
const ruined = /E/i
const longestLabel = 60
/** `n° de SIRET :`, `SIREN`, `RCS Paris B`: what stands before a number and says which it is. */
const labels =
  /(?:n ?[°ºo]\.? ?|no\.? |num[ée]ro )?(?:d[eu] )?(?:\bs\.?i\.?r\.?e\.?([tn])\.?|\b(rcs)(?: [\p{L}'’-]+){0,4}) ?(?:n ?[°ºo]\.? ?|n\. ?|no\.? |num[ée]ro )?[:=(]? ?$/iu
const printed = /^\d{3}[ .-]\d{3}[ .-]\d{3}[ .-]\d{5}$/
/** In groups of two from a zero. */
const telephone = /^0\d[ .-]/
/** `SIREN 356 000 000, NIC 09075`, `356 000 000 (09075)`. */
const nic = /^[ ,;]{0,3}\(?NIC ?(?:n ?[°ºo.] ?)?:? ?(\d{5})(?!\d)\)?|^ ?\((\d{5})\)/i
/** `552 100 554 RCS Paris`. */
const registered = /^ ?,? ?RCS(?: \p{Lu}[\p{L}'’-]*){1,3}/u
