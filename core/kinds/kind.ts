import type { z } from 'zod'
import type { Facet } from '../query/facet.ts'
import type { TextWeight } from '../query/facts.ts'

export const kindCodes = ['food-product'] as const
export type KindCode = (typeof kindCodes)[number]

export const domains = ['food', 'plant', 'animal'] as const
/** The right group that an agent must hold to see events of a kind (seves.md 4.6). */
export type Domain = (typeof domains)[number]

export const views = ['teaser', 'restricted', 'full'] as const
/** How much of an event a reader sees; each view includes the one before it. */
export type View = (typeof views)[number]

/** What a field is to the person who fills it in. */
export type FieldType = 'line' | 'text' | 'choice' | 'tree' | 'day' | 'list' | 'establishments'

export interface Choice {
  readonly code: string
  readonly label: string
  /** Other spellings that a person may write. */
  readonly words?: readonly string[]
}

/** One field of a kind: everything that the bot, the pages, the notices and the executors need to know about it. */
export interface Field {
  readonly name: string
  readonly label: string
  /** Names a person may write in a chat before `:`; French and English. */
  readonly words: readonly string[]
  readonly type: FieldType
  readonly required: boolean
  /** The least view in which the field is shown. */
  readonly view: View
  /** Only agents of central structures may set it. */
  readonly centralOnly?: boolean
  readonly choices?: readonly Choice[]
  readonly tree?: Nomenclature
  /** The question the bot asks when it is missing. */
  readonly question: string
  /** Name of the facet that the values feed, if any. */
  readonly facet?: string
  /** Weight of the field's text in search, if it is searched. */
  readonly weight?: TextWeight
}

/** A tree of labelled codes. */
export interface Nomenclature {
  readonly code: string
  readonly label: string
  readonly nodes: readonly Node[]
  /** True when a node's words mean the node itself, so that text search finds them too; false when they are examples of it. */
  readonly synonyms: boolean
  get(code: string): Node | undefined
  /** The code and its ancestors, nearest first. */
  lineage(code: string): readonly string[]
  /** Nodes for what a person wrote: an exact code, label or trade word first, else those that hold all its words. */
  find(written: string): readonly Node[]
  suggest(written: string, limit: number): readonly Node[]
}

export interface Node {
  readonly code: string
  readonly label: string
  readonly parent: string | undefined
  /** Other names in the trade: `stec`, `camembert`. */
  readonly words?: readonly string[]
}

/** A kind of event ("type de fiche"): declared in one file, listed in kinds.ts. */
export interface Kind {
  readonly code: KindCode
  readonly label: string
  readonly domain: Domain
  /** Prefix of the number: `A` gives `A-2026.1`. Kinds may share a series. */
  readonly series: string
  /** Words that name the kind in a chat: `['produit', 'food']`. */
  readonly words: readonly string[]
  readonly fields: readonly Field[]
  readonly facets: readonly Facet[]
  /** What a draft must satisfy: every field optional. Unknown names are refused. Without the rules of `broken`. */
  readonly draftSchema: z.ZodType<Fields, unknown>
  /** What a published event must satisfy, `broken` included. `today` in Paris, for dates that may not be in the future. */
  publishedSchema(today: string): z.ZodType<Fields, unknown>
  /** What goes beyond one field alone and holds for drafts too: days in the future, fields that need another one. */
  broken(fields: Fields, today: string): readonly BrokenRule[]
  /** The event in a few words, for subjects and lists: "Listeria monocytogenes, Brie de Meaux (Ferme X)". */
  title(fields: Fields): string
}

/** A rule that the values break: the field's name, and what it should be, in French. */
export interface BrokenRule {
  readonly field: string
  readonly rule: string
}

/** The field values of an event, as JSON. Validated by the kind's schema on every write. */
export type Fields = Readonly<Record<string, FieldValue>>
export type FieldValue = string | number | boolean | readonly string[] | readonly Establishment[]

export interface Establishment {
  readonly name: string
  /** SIRET: 14 digits, Luhn-checked. */
  readonly siret?: string
  /** SIREN: 9 digits, Luhn-checked; of the company whose establishment is not known. */
  readonly siren?: string
  readonly approval?: string
  /** Number and street, box, building: all of an address before its postcode. */
  readonly address?: string
  readonly postalCode?: string
  readonly city?: string
  /** Code of the département: `34`, `2A`, `974`. */
  readonly dept?: string
  /** ISO 3166-1 alpha-2. */
  readonly country?: string
  readonly operator?: string
  readonly position?: string
}
