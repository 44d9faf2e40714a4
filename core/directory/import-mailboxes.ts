import { z } from 'zod'
import type { Context } from '../context.ts'
import { type Domain, domains } from '../kinds/kind.ts'
import type { Issue } from '../refusal.ts'
import { lineRules, readEmail } from './decide-line.ts'
import { readTable, type TableRow } from './read-table.ts'
import { type Structure, StructureSchema } from './structure.entity.ts'
import { readStructurePath } from './structure-path.ts'

export const mailboxColumns = [
  { name: 'Structure', required: true },
  { name: 'Mail', required: true },
  { name: 'Mail_food', required: false },
  { name: 'Mail_plant', required: false },
  { name: 'Mail_animal', required: false },
] as const
type MailboxColumn = (typeof mailboxColumns)[number]['name']

const domainColumns = {
  food: 'Mail_food',
  plant: 'Mail_plant',
  animal: 'Mail_animal',
} as const satisfies Record<Domain, MailboxColumn>

export interface MailboxReport {
  readonly read: number
  readonly updated: number
  readonly unchanged: number
  readonly refused: readonly Issue[]
}

/**
 * Sets the mailboxes of structures that the directory knows. A line says all of its structure's mailboxes: an empty
 * cell takes the mailbox away; a structure without a line keeps its own. Structures are named by code or by path.
 * @throws Refusal import-unreadable
 */
export async function importMailboxes(ctx: Context, input: { readonly csv: string }): Promise<MailboxReport> {
  const rows = readTable(input.csv, 'boîtes de service', mailboxColumns)
  return ctx.store.transaction(async (em) => {
    const structures = new Map((await em.findAll(StructureSchema)).map((each) => [each.code, each]))
    const refused: Issue[] = []
    let updated = 0
    let unchanged = 0
    for (const row of rows) {
      const decision = decideMailboxes(row)
      const written = row.cells.Structure ?? ''
      const structure = structures.get(structureCodeOf(written))
      if (structure === undefined)
        decision.issues.push({
          at: `ligne ${row.line}, Structure`,
          seen: written,
          rule: 'structure inconnue de l’annuaire',
        })
      if (structure === undefined || decision.issues.length > 0) {
        refused.push(...decision.issues)
        continue
      }
      if (setMailboxes(structure, decision.mailbox, decision.mailboxes)) updated += 1
      else unchanged += 1
    }
    return { read: rows.length, updated, unchanged, refused }
  })
}

/** The code of a structure written as a code (`ddpp-34`) or as a path (`DDI/DDPP/DDPP34`). */
export function structureCodeOf(written: string): string {
  return readStructurePath(written)?.code ?? written.trim().toLowerCase()
}

type Mailboxes = Partial<Record<Domain, string>>

function decideMailboxes(row: TableRow<MailboxColumn>): {
  mailbox: string | null
  mailboxes: Mailboxes
  issues: Issue[]
} {
  const issues: Issue[] = []
  const read = (column: MailboxColumn): string | undefined => {
    const seen = row.cells[column] ?? ''
    if (seen === '') return undefined
    return readEmail(seen, () =>
      issues.push({ at: `ligne ${row.line}, ${column}`, seen, rule: lineRules.email }),
    )
  }
  const mailboxes: Mailboxes = {}
  for (const domain of domains) {
    const address = read(domainColumns[domain])
    if (address !== undefined) mailboxes[domain] = address
  }
  return { mailbox: read('Mail') ?? null, mailboxes, issues }
}

const mailboxesSchema = z.partialRecord(z.enum(domains), z.string())

/** True when something changed. */
function setMailboxes(structure: Structure, mailbox: string | null, mailboxes: Mailboxes): boolean {
  const before = mailboxesSchema.parse(structure.mailboxes)
  if (structure.mailbox === mailbox && domains.every((domain) => before[domain] === mailboxes[domain]))
    return false
  structure.mailbox = mailbox
  structure.mailboxes = mailboxes
  return true
}
