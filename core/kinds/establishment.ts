import { z } from 'zod'
import { line } from '../text-schemas.ts'
import type { Establishment } from './kind.ts'
import { countries } from './nomenclatures/countries.ts'
import { filePositions } from './nomenclatures/shared-choices.ts'
import { departments } from './nomenclatures/territories.ts'
import { deptOf } from './read-place.ts'
import { isSiren, isSiret, withoutSeparators } from './siret.ts'

/** What each part of an establishment is called on a screen. */
export const establishmentLabels = {
  name: 'Raison sociale',
  siret: 'SIRET',
  siren: 'SIREN',
  approval: 'Numéro d’agrément',
  address: 'Adresse',
  postalCode: 'Code postal',
  city: 'Commune',
  dept: 'Département',
  country: 'Pays',
  operator: 'Type d’exploitant',
  position: 'Position dans le dossier',
} as const satisfies Record<keyof Establishment, string>

const text = 'un texte de 1 à 512 caractères'

function named(most: number): z.ZodString {
  return line(text).min(1, text).max(most, `au plus ${most} caractères`)
}

/** An establishment as it is kept. Spaces in numbers are taken out; the name is all that is required. */
export const establishmentSchema = z
  .strictObject({
    name: named(512),
    siret: line('14 chiffres')
      .overwrite(withoutSeparators)
      .refine(isSiret, { error: ({ input }) => wrongNumber(input, 14) })
      .exactOptional(),
    siren: line('9 chiffres')
      .overwrite(withoutSeparators)
      .refine(isSiren, { error: ({ input }) => wrongNumber(input, 9) })
      .exactOptional(),
    approval: line('un numéro d’agrément')
      .overwrite((value) =>
        value
          .replace(/\s/g, '')
          .toUpperCase()
          .replace(/^FR-?|-?(?:CE|UE|EC|EU)$/g, ''),
      )
      .regex(/^(\d{2,3}|2[AB])\.\d{2,3}\.\d{2,3}$/, 'de la forme 34.123.001')
      .exactOptional(),
    address: named(512).exactOptional(),
    postalCode: named(16).exactOptional(),
    city: named(512).exactOptional(),
    dept: line('un code de département')
      .refine((code) => departments.get(code) !== undefined, 'un code de département (34, 2A, 974)')
      .exactOptional(),
    country: line('un code de pays')
      .refine((code) => countries.get(code) !== undefined, 'un code de pays à deux lettres (FR, IT)')
      .exactOptional(),
    operator: named(512).exactOptional(),
    position: line('une position')
      .refine((code) => filePositions.some((position) => position.code === code), oneOfPositions())
      .exactOptional(),
  })
  .refine(({ siret, siren }) => siret === undefined || siren === undefined || siret.startsWith(siren), {
    path: ['siren'],
    error: 'les neuf premiers chiffres du SIRET',
  })
  .overwrite(placed) satisfies z.ZodType<Establishment, unknown>

/** Whoever writes it, an API as well: a postcode or a commune says the département, or its services would not be told. */
function placed(item: Establishment): Establishment {
  if (item.dept !== undefined || (item.country ?? 'FR') !== 'FR') return item
  const dept = deptOf(item, undefined)
  return dept === undefined ? item : { ...item, dept }
}

function wrongNumber(written: unknown, digits: number): string {
  return /e\+?\d/i.test(String(written))
    ? `${digits} chiffres ; un tableur a abrégé ce numéro et perdu ses derniers chiffres, recopiez-le en entier`
    : `${digits} chiffres avec une clé de contrôle juste`
}

function oneOfPositions(): string {
  return `une de ces positions : ${filePositions.map((position) => position.code).join(', ')}`
}
