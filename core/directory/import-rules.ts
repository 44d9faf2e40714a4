import type { Context } from '../context.ts'
import { RuleSchema } from '../diffusion/rule.entity.ts'
import { type Issue, Refusal } from '../refusal.ts'
import { transactionOf } from '../store/trial.ts'
import { type ImportOptions, valueChanges } from '../tables/import-change.ts'
import { readTable } from '../tables/read-table.ts'
import { decideRule, type RuleFacts, ruleColumns } from './decide-rule.ts'
import { StructureSchema } from './structure.entity.ts'
import { type UnheardRule, unheardRules } from './unheard-rules.ts'

export interface RuleReport {
  readonly read: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  /** Rules that are not in the file any more. */
  readonly deactivated: number
  readonly refused: readonly Issue[]
  /** In force from now on, and nobody would be told. */
  readonly unheard: readonly UnheardRule[]
}

/**
 * Makes the file's rules those in force: which structures must know of what, whoever subscribes. Rules are keyed by
 * code; one that is not in the file any more is made inactive. Bad lines are reported, and the rule they name is kept
 * as it was.
 * @param input.allowMass lets more than a few rules be made inactive
 * @throws Refusal import-unreadable, input-invalid (mass deactivation)
 */
export async function importRules(
  ctx: Context,
  input: { readonly csv: string; readonly allowMass?: boolean } & ImportOptions,
): Promise<RuleReport> {
  const { trial = false, onChange, onProgress } = input
  const rows = readTable(input.csv, 'règles', ruleColumns)
  return transactionOf(ctx.store, trial, async (em) => {
    const known = await em.findAll(StructureSchema)
    const structures = new Map(known.map(({ code, id }) => [code, id]))
    const codeOf = (id: number) => known.find((structure) => structure.id === id)?.code ?? ''
    const rules = new Map((await em.findAll(RuleSchema)).map((rule) => [rule.code, rule]))
    const active = [...rules.values()].filter((rule) => rule.active)
    const report = { read: rows.length, created: 0, updated: 0, unchanged: 0, deactivated: 0 }
    const refused: Issue[] = []
    const seen = new Set<string>()
    const inForce = new Map<string, RuleFacts>(active.map((rule) => [rule.code, rule]))
    for (const [at, row] of rows.entries()) {
      onProgress?.(at + 1, rows.length)
      const code = row.cells.Code ?? ''
      const decision = decideRule(row, structures, seen)
      seen.add(code)
      if (!decision.ok) {
        refused.push(...decision.issues)
        continue
      }
      inForce.set(code, decision.rule)
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
    const gone = active.filter(({ code }) => !seen.has(code))
    const mass = input.allowMass === true ? undefined : massIssue(gone.length, active.length)
    if (mass !== undefined && !trial) throw new Refusal('input-invalid', { issues: [mass] })
    if (mass !== undefined) refused.push(mass)
    for (const rule of gone) {
      if (!trial) rule.active = false
      report.deactivated += 1
      inForce.delete(rule.code)
      onChange?.({ what: 'deactivated', name: rule.code })
    }
    return { ...report, refused, unheard: await unheardRules(em, [...inForce.values()]) }
  })
}

const labels = {
  structure: 'Structure',
  query: 'Requête',
  reason: 'Raison',
  audience: 'Destinataires',
  active: 'Active',
} as const

/** A file that was cut short looks like one whose rules were taken out: beyond a few of them, the operator says so. */
function massIssue(gone: number, active: number): Issue | undefined {
  const few = Math.max(2, active / 5)
  if (gone === 0 || (gone <= few && gone < active)) return undefined
  return {
    at: 'règles',
    seen: `${gone} sur ${active} en vigueur, absentes du fichier`,
    rule: 'deux règles, ou une sur cinq, peuvent être désactivées en une fois\u00A0: vérifier que le fichier est entier, ou confirmer la désactivation en masse (--masse)',
  }
}
