import { findChoices } from './choices.ts'
import { cleanLine } from './clean.ts'
import type { Establishment } from './kind.ts'
import { countries } from './nomenclatures/countries.ts'
import { labelNames, nameKey } from './nomenclatures/names.ts'
import { filePositions } from './nomenclatures/shared-choices.ts'
import { departments, deptOfPostalCode } from './nomenclatures/territories.ts'

/**
 * Establishments as people write them, parted by semicolons or line ends: `Fromagerie X, 34700 Lodève, SIRET 123…`.
 * What is shown (show.ts) is read back to the same. A wrong SIRET is kept for checkFields to refuse with its reason.
 */
export function readEstablishments(written: string): Establishment[] {
  return written
    .split(/[;\n]/)
    .map(readEstablishment)
    .filter((found) => found !== undefined)
}

/** Numbers are taken out wherever they stand; what is left is read part by part, the first being the name. */
function readEstablishment(written: string): Establishment | undefined {
  const siret = /siret\s*:?\s*(\d[\d\s.]*\d)|(?<!\d)(\d(?:[\s.]?\d){13})(?!\d)/i.exec(written)
  const unnumbered = siret === null ? written : written.replace(siret[0], '')
  const approval = /(?:(?:n°\s*)?agr[ée]ment\s*:?\s*)?\b((?:\d{2,3}|2[AB])\.\d{2,3}\.\d{2,3})\b/i.exec(
    unnumbered,
  )
  const rest = approval === null ? unnumbered : unnumbered.replace(approval[0], '')
  const [name, ...parts] = rest
    .replace(/\([\s,]*\)/g, '')
    .split(',')
    .map(cleanLine)
    .filter((part) => part !== '')
  if (name === undefined) return undefined
  const digits = siret?.[1] ?? siret?.[2]
  let found: Establishment = {
    name,
    ...(digits === undefined ? {} : { siret: digits.replace(/\D/g, '') }),
    ...(approval?.[1] === undefined ? {} : { approval: approval[1].toUpperCase() }),
  }
  for (const part of parts) found = { ...found, ...readPart(found, part) }
  return found
}

/** A place, a country, a position in the case; failing these a city, then the type of operator. */
function readPart(found: Establishment, part: string): Partial<Establishment> {
  const place = readPlace(part)
  if (place !== undefined && found.dept === undefined) return place
  const country = countries.nodes.find((node) => labelNames(node.label).includes(nameKey(part)))
  if (country !== undefined && found.country === undefined) return { country: country.code }
  const [position] = findChoices(filePositions, part)
  if (position !== undefined && found.position === undefined) return { position: position.code }
  return found.city === undefined && found.operator === undefined ? { city: part } : { operator: part }
}

/** `34700 Lodève`, `34 Lodève`, `Lodève (34)`, `Hérault`. */
function readPlace(part: string): Partial<Establishment> | undefined {
  const [, before, cityAfter] = /^(\d{5}|\d{2,3}|2[AB])(?:\s+(\D.*))?$/i.exec(part) ?? []
  const [, cityBefore, after] = /^(\D.*?)\s*\(?(\d{5}|\d{2,3}|2[AB])\)?$/i.exec(part) ?? []
  const code = before ?? after
  const city = cityAfter ?? cityBefore
  const named = departments.nodes.find((node) => nameKey(node.label) === nameKey(part))
  const dept = code === undefined ? named?.code : deptOf(code)
  if (dept === undefined) return undefined
  return { dept, ...(city === undefined ? {} : { city: cleanLine(city) }) }
}

function deptOf(code: string): string | undefined {
  return code.length === 5 ? deptOfPostalCode(code) : departments.get(code.toUpperCase())?.code
}
