import { z } from 'zod'
import { type ChannelName, channelNames } from '../diffusion/channel.ts'
import { type Domain, domains } from '../kinds/kind.ts'
import { cut } from '../query/cut.ts'
import { fold } from '../query/words.ts'
import type { Issue } from '../refusal.ts'
import type { Column, TableRow } from '../tables/read-table.ts'
import { readStructurePath, type StructureFacts } from './structure-path.ts'

/** The national directory's own columns, then the two that only an operator writes. */
export const directoryColumns = [
  { name: 'Structure', required: true },
  { name: 'Prénom', required: true },
  { name: 'Nom', required: true },
  { name: 'Mail', required: true },
  { name: 'Fonction_hiérarchique', required: true },
  { name: 'Complément_fonction', required: true },
  { name: 'Téléphone', required: true },
  { name: 'Mobile', required: true },
  { name: 'Domaines', required: false },
  { name: 'Canal', required: false },
] as const satisfies readonly Column<string>[]
export type DirectoryColumn = (typeof directoryColumns)[number]['name']

/** One agent as a line of the file says he is. */
export interface DirectoryLine {
  readonly line: number
  readonly structure: StructureFacts
  readonly email: string
  readonly firstName: string
  readonly lastName: string
  readonly position: string
  readonly phone: string
  readonly mobile: string
  /** Undefined when the file says nothing: what the agent has is kept. */
  readonly domains: readonly Domain[] | undefined
  readonly channel: ChannelName | undefined
}

export type LineDecision =
  | { readonly ok: true; readonly line: DirectoryLine }
  /** `email` when it could be read: its agent is in the file, and so has not left. */
  | { readonly ok: false; readonly issues: readonly Issue[]; readonly email: string | undefined }

const longest = 255
const emailSchema = z.email().max(longest)

/** Reads one line, or says everything that is wrong in it. */
export function decideLine(row: TableRow<DirectoryColumn>): LineDecision {
  const cell = (name: DirectoryColumn) => row.cells[name] ?? ''
  const issues: Issue[] = [...row.unwritable]
  const refuse = (column: string, seen: string, rule: string) =>
    issues.push({ at: `ligne ${row.line}, ${column}`, seen, rule })

  const email = readEmail(cell('Mail'), (rule) => refuse('Mail', cell('Mail'), rule))
  const structure = readStructurePath(cell('Structure'))
  if (structure === undefined) refuse('Structure', cell('Structure'), lineRules.structure)
  for (const name of ['Prénom', 'Nom'] as const) if (cell(name) === '') refuse(name, '', lineRules.empty)
  for (const { name } of directoryColumns) {
    if (cell(name).length > longest) refuse(name, cut(cell(name), 40), lineRules.long)
    if (cell(name).includes('\uFFFD')) refuse(name, cell(name), lineRules.unreadable)
  }
  const rights = readDomains(cell('Domaines'))
  if (rights === 'unknown') refuse('Domaines', cell('Domaines'), lineRules.domains)
  const channel = readChannel(cell('Canal'))
  if (channel === 'unknown') refuse('Canal', cell('Canal'), lineRules.channel)
  const position = [cell('Fonction_hiérarchique'), cell('Complément_fonction')]
    .filter((part) => part !== '')
    .join(', ')
  if (position.length > longest) refuse('Complément_fonction', cut(position, 40), lineRules.long)
  if (row.surplus > 0) refuse('colonnes', `${row.surplus} de trop`, lineRules.surplus)

  if (
    issues.length > 0 ||
    email === undefined ||
    structure === undefined ||
    rights === 'unknown' ||
    channel === 'unknown'
  )
    return { ok: false, issues, email }
  const line = {
    line: row.line,
    structure,
    email,
    firstName: cell('Prénom'),
    lastName: cell('Nom'),
    position,
    phone: cell('Téléphone'),
    mobile: cell('Mobile'),
    domains: rights,
    channel,
  }
  return { ok: true, line }
}

/** What a line must satisfy, as the report says it. */
export const lineRules = {
  structure: 'chemin de structure attendu, par exemple DDI/DDPP/DDPP34 ou SD/DRAAF/DRAAF-OCCITANIE/SRAL',
  empty: 'valeur obligatoire',
  mailbox: 'c’est l’adresse d’une boîte de service, et non celle d’un agent',
  long: `${longest} caractères au plus`,
  unreadable: 'caractères illisibles\u00A0: enregistrer le fichier en UTF-8',
  domains: `domaines attendus parmi ${domains.join(', ')}, séparés par une virgule`,
  channel: `canal attendu parmi ${channelNames.join(', ')}`,
  surplus:
    'autant de cellules que de colonnes\u00A0: une valeur qui contient le séparateur s’écrit entre guillemets',
  missing: 'autant de cellules que de colonnes\u00A0: le fichier s’arrête peut-être avant sa fin',
  email: 'adresse électronique attendue',
  noEmail: 'agent sans adresse électronique\u00A0: ignoré',
  twice: 'adresse déjà lue plus haut dans le fichier\u00A0: la première ligne est gardée',
  sameCode: 'une autre structure du fichier porte déjà ce nom court',
} as const

/** Reads a mail address into lower case. @param refuse called with the rule that it breaks */
export function readEmail(written: string, refuse: (rule: string) => void): string | undefined {
  const email = written.toLowerCase()
  if (email === '' || fold(email) === 'inconnu') {
    refuse(lineRules.noEmail)
    return undefined
  }
  const parsed = emailSchema.safeParse(email)
  if (!parsed.success) refuse(lineRules.email)
  return parsed.data
}

/** Undefined for an empty cell: the file has no opinion. */
function readDomains(written: string): readonly Domain[] | undefined | 'unknown' {
  const words = fold(written)
    .split(/[\s,+|/]+/)
    .filter((word) => word !== '')
  if (words.length === 0) return undefined
  const known = domains.filter((domain) => words.includes(domain))
  return known.length === new Set(words).size ? known : 'unknown'
}

function readChannel(written: string): ChannelName | undefined | 'unknown' {
  if (written === '') return undefined
  return channelNames.find((name) => name === fold(written)) ?? 'unknown'
}
