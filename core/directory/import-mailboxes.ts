import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { type Domain, domains } from '../kinds/kind.ts'
import type { Issue } from '../refusal.ts'
import { transactionOf } from '../store/trial.ts'
import { type ImportOptions, type ValueChange, valueChanges } from '../tables/import-change.ts'
import { readTable, type TableRow } from '../tables/read-table.ts'
import { AgentSchema } from './agent.entity.ts'
import { lineRules, readEmail } from './decide-line.ts'
import { addressesIn, type Structure, StructureSchema } from './structure.entity.ts'
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
export async function importMailboxes(
  ctx: Context,
  input: { readonly csv: string } & ImportOptions,
): Promise<MailboxReport> {
  const { trial = false, onChange, onProgress } = input
  const rows = readTable(input.csv, 'boîtes de service', mailboxColumns)
  return transactionOf(ctx.store, trial, async (em) => {
    const structures = new Map((await em.findAll(StructureSchema)).map((each) => [each.code, each]))
    const refused: Issue[] = []
    const holders = await holdersBesides(em, rows, structures)
    let updated = 0
    let unchanged = 0
    for (const [at, row] of rows.entries()) {
      onProgress?.(at + 1, rows.length)
      const decision = decideMailboxes(row)
      const written = row.cells.Structure ?? ''
      const structure = structures.get(structureCodeOf(written))
      if (structure === undefined)
        decision.issues.push({
          at: `ligne ${row.line}, Structure`,
          seen: written,
          rule: 'structure inconnue de l’annuaire',
        })
      else decision.issues.push(...alreadyHeld(row, structure.code, holders))
      if (structure === undefined || decision.issues.length > 0) {
        refused.push(...decision.issues)
        continue
      }
      holders.read.add(structure.code)
      for (const address of addressesIn(decision)) holders.byAddress.set(address, structure.code)
      const changes = mailboxChanges(structure, decision)
      if (changes.length === 0) {
        unchanged += 1
        continue
      }
      updated += 1
      onChange?.({ what: 'updated', name: structure.code, changes })
      if (!trial) Object.assign(structure, { mailbox: decision.mailbox, mailboxes: decision.mailboxes })
    }
    return { read: rows.length, updated, unchanged, refused }
  })
}

/** Whose each address is: another structure's mailbox, or an agent's. */
interface Holders {
  readonly byAddress: Map<string, string>
  readonly agents: ReadonlySet<string>
  /** Structures of the lines above. */
  readonly read: Set<string>
}

/** Structures that the file names say their mailboxes themselves. */
async function holdersBesides(
  em: EntityManager,
  rows: readonly TableRow<MailboxColumn>[],
  structures: ReadonlyMap<string, Structure>,
): Promise<Holders> {
  const named = new Set(rows.map((row) => structureCodeOf(row.cells.Structure ?? '')))
  const others = [...structures.values()].filter(({ code }) => !named.has(code))
  const written = rows.flatMap((row) => addressesIn(decideMailboxes(row)))
  const agents = await em.find(AgentSchema, { email: { $in: [...new Set(written)] }, active: true })
  return {
    byAddress: new Map(others.flatMap((one) => addressesIn(one).map((address) => [address, one.code]))),
    agents: new Set(agents.map(({ email }) => email)),
    read: new Set(),
  }
}

/** One mail would be told twice, or told to one person in the place of his service. */
function alreadyHeld(row: TableRow<MailboxColumn>, code: string, holders: Holders): Issue[] {
  const at = (name: MailboxColumn) => `ligne ${row.line}, ${name}`
  if (holders.read.has(code))
    return [
      {
        at: at('Structure'),
        seen: row.cells.Structure ?? '',
        rule: 'structure déjà lue plus haut dans le fichier',
      },
    ]
  return (['Mail', ...Object.values(domainColumns)] as const).flatMap((name) => {
    const seen = row.cells[name] ?? ''
    const address = readEmail(seen, () => undefined)
    if (address === undefined) return []
    const other = holders.byAddress.get(address)
    if (other !== undefined && other !== code)
      return [
        { at: at(name), seen, rule: `adresse qui est déjà celle d’une autre structure\u00A0: ${other}` },
      ]
    return holders.agents.has(address)
      ? [{ at: at(name), seen, rule: 'c’est l’adresse d’un agent, et non celle d’une boîte de service' }]
      : []
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
  const issues: Issue[] = [...row.unwritable]
  // A cell that is not there is no empty one, which takes an address away.
  if (row.missing > 0)
    issues.push({
      at: `ligne ${row.line}, colonnes`,
      seen: `${row.missing} de moins`,
      rule: lineRules.missing,
    })
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

function mailboxChanges(
  structure: Structure,
  { mailbox, mailboxes }: { mailbox: string | null; mailboxes: Mailboxes },
): ValueChange[] {
  const { food, plant, animal } = mailboxesSchema.parse(structure.mailboxes)
  const before = { all: structure.mailbox, food, plant, animal }
  const after = { all: mailbox, food: mailboxes.food, plant: mailboxes.plant, animal: mailboxes.animal }
  return valueChanges({ all: 'Mail', ...domainColumns }, before, after)
}
