import { z } from 'zod'
import { decideAlways, decideNever } from '../diffusion/never.ts'
import { type RuleAudience, ruleAudiences } from '../diffusion/rule.entity.ts'
import { asksFor } from '../events/terms.ts'
import { facets } from '../kinds/facets.ts'
import { asksNothing } from '../query/asks-nothing.ts'
import { parseQuery } from '../query/parse.ts'
import { printQuery } from '../query/print.ts'
import type { Query } from '../query/tree.ts'
import { type Issue, isRefusal } from '../refusal.ts'
import type { TableRow } from '../tables/read-table.ts'
import { structureCodeOf } from './import-mailboxes.ts'
import { unknownStructure } from './known-structures.ts'

export const ruleColumns = [
  { name: 'Code', required: true },
  { name: 'Structure', required: true },
  { name: 'Requête', required: true },
  { name: 'Raison', required: true },
  { name: 'Destinataires', required: true },
] as const
export type RuleColumn = (typeof ruleColumns)[number]['name']

/** A rule as the store has it. */
export interface RuleFacts {
  readonly code: string
  readonly structureId: number
  readonly query: string
  readonly reason: string
  readonly audience: RuleAudience
  readonly active: boolean
}

export type RuleDecision =
  | { readonly ok: true; readonly rule: RuleFacts }
  | { readonly ok: false; readonly issues: readonly Issue[] }

/** Reads one line, or says everything that is wrong in it. */
export function decideRule(
  row: TableRow<RuleColumn>,
  structures: ReadonlyMap<string, number>,
  seen: ReadonlySet<string>,
): RuleDecision {
  const cell = (name: RuleColumn) => row.cells[name] ?? ''
  const issues: Issue[] = [...row.unwritable]
  const refuse = (name: RuleColumn, rule: string) =>
    issues.push({ at: `ligne ${row.line}, ${name}`, seen: cell(name), rule })
  const code = cell('Code')
  if (code === '') refuse('Code', 'valeur obligatoire')
  else if (seen.has(code)) refuse('Code', 'code déjà lu plus haut dans le fichier')
  if (cell('Raison') === '') refuse('Raison', 'valeur obligatoire\u00A0: la notification la cite')
  const structureId = structures.get(structureCodeOf(cell('Structure')))
  if (structureId === undefined) refuse('Structure', 'structure inconnue de l’annuaire')
  const audience = z.enum(ruleAudiences).safeParse(cell('Destinataires'))
  if (!audience.success) refuse('Destinataires', `attendu\u00A0: ${ruleAudiences.join(' ou ')}`)
  const query = readQuery(cell('Requête'), structures, (rule) => refuse('Requête', rule))
  for (const { name } of ruleColumns)
    if (name !== 'Requête' && cell(name).length > 255) refuse(name, '255 caractères au plus')
  if (issues.length > 0 || structureId === undefined || !audience.success || query === undefined)
    return { ok: false, issues }
  const reason = cell('Raison')
  return {
    ok: true,
    rule: { code, structureId, query, reason, audience: audience.data, active: true },
  }
}

/** The query as it prints, so that what is stored always parses again. */
function readQuery(
  written: string,
  structures: ReadonlyMap<string, number>,
  refuse: (rule: string) => void,
): string | undefined {
  if (written === '') {
    refuse('valeur obligatoire')
    return undefined
  }
  try {
    const tree = parseQuery(written, facets)
    const stranger = unknownStructure(tree, structures.keys())
    const wrong =
      stranger === undefined ? uselessness(tree) : `structure inconnue de l’annuaire\u00A0: ${stranger}`
    if (wrong === undefined) return printQuery(tree)
    refuse(wrong)
    return undefined
  } catch (error) {
    if (!isRefusal(error, 'query-invalid')) throw error
    const { seen, at, problem, hint } = error.facts
    const advice = hint.length === 0 ? '' : ` ; essayer ${hint.join(', ')}`
    refuse(`recherche non comprise à « ${seen} » (caractère ${at + 1}, ${problem})${advice}`)
    return undefined
  }
}

/** Why the rule would tell nobody of anything, or everybody of everything by accident. */
function uselessness(query: Query): string | undefined {
  if (query.op !== 'all' && asksNothing(query)) return rules.common
  if (asksFor(query, 'draft')) return rules.drafts
  const never = decideNever(query, undefined)
  if (never !== undefined) return never.why === 'withdrawn' ? rules.withdrawn : rules.never
  return query.op !== 'all' && decideAlways(query) ? rules.always : undefined
}

const rules = {
  common: 'ces mots sont dans tous les textes\u00A0: en donner d’autres, ou un champ',
  drafts: 'un brouillon n’avertit personne\u00A0: retirer état:brouillon',
  withdrawn:
    'un évènement retiré n’avertit que ceux qui en avaient été avertis\u00A0: retirer ce qui porte sur l’état',
  always: 'tous les évènements y répondent\u00A0: écrire * si c’est voulu',
  never: 'elle se contredit\u00A0: aucun évènement ne peut y répondre',
} as const
