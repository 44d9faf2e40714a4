import { z } from 'zod'
import type { Context } from '../context.ts'
import { type RuleAudience, RuleSchema, ruleAudiences } from '../diffusion/rule.entity.ts'
import { facets } from '../kinds/facets.ts'
import { parseQuery } from '../query/parse.ts'
import { printQuery } from '../query/print.ts'
import { type Issue, isRefusal } from '../refusal.ts'
import { transactionOf } from '../store/trial.ts'
import { type ImportOptions, valueChanges } from '../tables/import-change.ts'
import { readTable, type TableRow } from '../tables/read-table.ts'
import { structureCodeOf } from './import-mailboxes.ts'
import { StructureSchema } from './structure.entity.ts'

export const ruleColumns = [
  { name: 'Code', required: true },
  { name: 'Structure', required: true },
  { name: 'Requête', required: true },
  { name: 'Raison', required: true },
  { name: 'Destinataires', required: true },
] as const
type RuleColumn = (typeof ruleColumns)[number]['name']

export interface RuleReport {
  readonly read: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  /** Rules that are not in the file any more. */
  readonly deactivated: number
  readonly refused: readonly Issue[]
}

interface RuleFacts {
  readonly code: string
  readonly structureId: number
  readonly query: string
  readonly reason: string
  readonly audience: RuleAudience
  readonly active: boolean
}

/**
 * Makes the file's rules those in force: which structures must know of what, whoever subscribes. Rules are keyed by
 * code; one that is not in the file any more is made inactive. Bad lines are reported, and the rule they name is kept
 * as it was.
 * @throws Refusal import-unreadable
 */
export async function importRules(
  ctx: Context,
  input: { readonly csv: string } & ImportOptions,
): Promise<RuleReport> {
  const { trial = false, onChange, onProgress } = input
  const rows = readTable(input.csv, 'règles', ruleColumns)
  return transactionOf(ctx.store, trial, async (em) => {
    const known = await em.findAll(StructureSchema)
    const structures = new Map(known.map(({ code, id }) => [code, id]))
    const codeOf = (id: number) => known.find((structure) => structure.id === id)?.code ?? ''
    const rules = new Map((await em.findAll(RuleSchema)).map((rule) => [rule.code, rule]))
    const report = { read: rows.length, created: 0, updated: 0, unchanged: 0, deactivated: 0 }
    const refused: Issue[] = []
    const seen = new Set<string>()
    for (const [at, row] of rows.entries()) {
      onProgress?.(at + 1, rows.length)
      const code = row.cells.Code ?? ''
      const decision = decideRule(row, structures, seen)
      seen.add(code)
      if (!decision.ok) {
        refused.push(...decision.issues)
        continue
      }
      const rule = rules.get(code)
      if (rule === undefined) {
        if (!trial) em.create(RuleSchema, decision.rule)
        report.created += 1
        onChange?.({ what: 'created', name: code })
        continue
      }
      const inWords = (facts: RuleFacts) => ({ ...facts, structure: codeOf(facts.structureId) })
      const changes = valueChanges(labels, inWords(rule), inWords(decision.rule))
      if (changes.length === 0) {
        report.unchanged += 1
        continue
      }
      if (!trial) em.assign(rule, decision.rule)
      report.updated += 1
      onChange?.({ what: 'updated', name: code, changes })
    }
    for (const [code, rule] of rules) {
      if (!rule.active || seen.has(code)) continue
      if (!trial) rule.active = false
      report.deactivated += 1
      onChange?.({ what: 'deactivated', name: code })
    }
    return { ...report, refused }
  })
}

const labels = {
  structure: 'Structure',
  query: 'Requête',
  reason: 'Raison',
  audience: 'Destinataires',
  active: 'Active',
} as const

type RuleDecision =
  | { readonly ok: true; readonly rule: RuleFacts }
  | { readonly ok: false; readonly issues: readonly Issue[] }

function decideRule(
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
  const query = readQuery(cell('Requête'), (rule) => refuse('Requête', rule))
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
function readQuery(written: string, refuse: (rule: string) => void): string | undefined {
  if (written === '') {
    refuse('valeur obligatoire')
    return undefined
  }
  try {
    return printQuery(parseQuery(written, facets))
  } catch (error) {
    if (!isRefusal(error, 'query-invalid')) throw error
    const { seen, at, problem, hint } = error.facts
    const advice = hint.length === 0 ? '' : ` ; essayer ${hint.join(', ')}`
    refuse(`recherche non comprise à « ${seen} » (caractère ${at + 1}, ${problem})${advice}`)
    return undefined
  }
}
