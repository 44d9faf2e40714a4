import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import type { Domain } from '../kinds/kind.ts'

export const structureLevels = ['central', 'region', 'dept', 'other'] as const
export type StructureLevel = (typeof structureLevels)[number]

/** A service that agents belong to: MUS, a bureau, a SRAL, a DDPP. */
export const StructureSchema = defineEntity({
  name: 'Structure',
  tableName: 'structure',
  properties: {
    id: p.integer().primary(),
    /** Stable and written by people: `mus`, `sral-occitanie`, `ddpp-34`. */
    code: p.string().unique(),
    label: p.string(),
    level: p.string().$type<StructureLevel>(),
    /** INSEE code of the region, e.g. `76`. */
    region: p.string().nullable(),
    /** Code of the département, e.g. `34`, `2A`, `974`. */
    dept: p.string().nullable(),
    /** IANA time zone of its working hours. */
    zone: p.string(),
    /** Mailbox of the service, when it has one for every domain. */
    mailbox: p.string().nullable(),
    /** Mailboxes by domain; they win over `mailbox`. */
    mailboxes: p.json<Partial<Record<Domain, string>>>(),
    active: p.boolean(),
  },
})
export type Structure = InferEntity<typeof StructureSchema>

/** The address that a domain's mail goes to; undefined when the structure has none. */
export function mailboxOf(structure: Structure, domain: Domain): string | undefined {
  return structure.mailboxes[domain] ?? structure.mailbox ?? undefined
}

/** Every address that is a mailbox of one of these structures. */
export function mailboxesOf(structures: readonly Structure[]): ReadonlySet<string> {
  return new Set(structures.flatMap(addressesIn))
}

/** The addresses of one structure's mailboxes. */
export function addressesIn({ mailbox, mailboxes }: Pick<Structure, 'mailbox' | 'mailboxes'>): string[] {
  return [mailbox ?? '', ...Object.values(mailboxes)].filter((address) => address !== '')
}
