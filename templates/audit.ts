import type { AuditAction, Audited, AuditedRights } from '#core/audit/audited.ts'
import type { AuditLine } from '#core/audit/list.ts'
import { csvLine } from './csv.ts'
import { count, domainLabels, formatInstant } from './words.ts'

/** What the operator writes for each action, and reads in the table. */
export const auditCodes = {
  read: 'lecture',
  search: 'recherche',
  reach: 'portee',
  proof: 'preuve',
  export: 'export',
  documents: 'documents',
  document: 'document',
  command: 'commande',
  'token-created': 'jeton-cree',
  'token-revoked': 'jeton-revoque',
  'token-used': 'jeton-utilise',
  rights: 'droits',
  'identity-linked': 'compte-lie',
  'identity-unlinked': 'compte-delie',
} as const satisfies Record<AuditAction, string>

/** `26 novembre 2026 à 9 h 05  claire.vidal@agri.example  a lu A-2026.3` */
export function auditSentence({ at, who, act }: AuditLine): string {
  return `${formatInstant(at)}  ${who}  ${actSentence(act)}`
}

function actSentence(act: Audited): string {
  switch (act.action) {
    case 'read':
      return `a lu ${act.event}`
    case 'reach':
      return `a vu la portée de ${act.event}`
    case 'documents':
      return `a vu la liste des documents de ${act.event}`
    case 'document':
      return `a ouvert le document ${act.document} de ${act.event}`
    case 'proof':
      return `a vu la preuve de ${act.event} (${count(act.lines, 'ligne')})`
    case 'export':
      return `a exporté la preuve de ${act.event} (${count(act.lines, 'ligne')})`
    case 'search':
      return `a cherché : ${count(act.total, 'évènement trouvé', 'évènements trouvés')}, ${count(act.shown, 'montré')}`
    case 'command':
      return `a lancé : ${typed(act)}`
    case 'token-created':
      return `a créé le jeton n° ${act.token} de ${act.agent} (${act.scopes.join(', ')})`
    case 'token-revoked':
      return `a révoqué le jeton n° ${act.token} de ${act.agent}`
    case 'token-used':
      return `a utilisé le jeton n° ${act.token}, pour la première fois de la journée`
    case 'rights':
      return `a changé les droits de ${act.agent} : ${rightsSentence(act)}`
    case 'identity-linked':
      return `a lié le compte ${act.address} à ${act.agent}`
    case 'identity-unlinked':
      return `a délié le compte ${act.address} de ${act.agent}`
  }
}

const columns: readonly (readonly [title: string, value: (line: AuditLine) => string])[] = [
  ['Ligne', ({ id }) => String(id)],
  ['Date (ISO 8601)', ({ at }) => at],
  ['Date (Paris)', ({ at }) => formatInstant(at)],
  ['Qui', ({ who }) => who],
  ['Action', ({ act }) => auditCodes[act.action]],
  ['Évènement', ({ act }) => ('event' in act ? act.event : '')],
  ['Agent concerné', ({ act }) => ('agent' in act ? act.agent : '')],
  ['Ce qui a été fait', ({ act }) => actSentence(act)],
]

export const auditCsvTitles = csvLine(columns.map(([title]) => title))

export function auditCsvLine(line: AuditLine): string {
  return csvLine(columns.map(([, value]) => value(line)))
}

function typed({ command, words, options }: Extract<Audited, { action: 'command' }>): string {
  const given = Object.entries(options).map(([name, value]) =>
    value === true ? `--${name}` : `--${name} ${value}`,
  )
  return [command, ...words, ...given].join(' ')
}

function rightsSentence({ before, after }: Extract<Audited, { action: 'rights' }>): string {
  return before === null ? rightsWords(after) : `${rightsWords(before)} → ${rightsWords(after)}`
}

function rightsWords({ structure, domains, active }: AuditedRights): string {
  return `${structure}, ${domains.map((domain) => domainLabels[domain] ?? domain).join(' et ') || 'aucun domaine'}, ${active ? 'actif' : 'inactif'}`
}
