import type { Agent } from '../directory/agent.entity.ts'
import type { Kind } from '../kinds/kind.ts'
import { pointer } from '../pointer.ts'
import { Refusal } from '../refusal.ts'

/** Some fields are for central structures only (the RASFF number). @throws Refusal fields-invalid that names them */
export function refuseCentralFields(kind: Kind, agent: Agent, names: readonly string[]): void {
  if (agent.structure.level === 'central') return
  const refused = kind.fields.filter((field) => field.centralOnly === true && names.includes(field.name))
  if (refused.length === 0) return
  const issues = refused.map((field) => ({
    at: field.label,
    pointer: pointer([field.name]),
    seen: '',
    rule: 'réservé à l’administration centrale',
  }))
  throw new Refusal('fields-invalid', { kind: kind.label, issues })
}
