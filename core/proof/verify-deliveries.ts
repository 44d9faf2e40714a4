import type { EntityManager } from '@mikro-orm/postgresql'
import { canonical, sha256 } from '../canonical.ts'
import { chainStart } from '../events/chain.ts'
import { type FactRow, factPages, rowPages, type SealRow, sealsOf } from './delivery-history.ts'
import { type ProvableRow, saidOf } from './said.ts'
import { digestOf, hashOfSeal } from './seal.ts'

/**
 * What does not hold. `deleted`: a delivery that was noted is gone; `changed`: it says other than what was noted last;
 * `unknown`: it was never noted; `chain`: a seal does not cover what it covered.
 */
export const faults = ['deleted', 'changed', 'unknown', 'chain'] as const
export type FaultKind = (typeof faults)[number]

export interface DeliveriesCheck {
  readonly ok: boolean
  readonly deliveries: number
  readonly seals: number
  /** Hash of the last seal; zeros when there is none. */
  readonly hash: string
  /** Facts that no seal covers yet. */
  readonly unsealed: number
  /** `of`: the delivery's id, or the seal's rank. */
  readonly broken: readonly { readonly kind: FaultKind; readonly of: string }[]
}

/**
 * Recomputes an event's chain of seals, and compares each delivery with what was noted of it last. Read by pages, in a
 * transaction that sees one instant: an act may have told fifty thousand.
 */
export async function verifyDeliveries(
  em: EntityManager,
  event: { readonly id: number; readonly number: string },
): Promise<DeliveriesCheck> {
  const check = checkDeliveries(event.number, await sealsOf(em, event.id))
  for await (const facts of factPages(em, event.id)) check.addFacts(facts)
  for await (const rows of rowPages(em, event.id)) check.addRows(rows)
  return check.end()
}

/** Takes all facts, in their order, then all rows. */
function checkDeliveries(eventNumber: string, seals: readonly SealRow[]) {
  const broken: { kind: FaultKind; of: string }[] = []
  const covered = coveredFacts(seals)
  /** What was noted last of each delivery, by its hash. */
  const last = new Map<string, string>()
  let unsealed = 0
  let deliveries = 0
  return {
    addFacts(facts: readonly FactRow[]) {
      for (const fact of facts) {
        if (fact.seal === null) unsealed += 1
        else covered.add(fact.seal, fact)
        last.set(fact.delivery, sha256(canonical(fact.said)))
      }
    },
    addRows(rows: readonly ProvableRow[]) {
      deliveries += rows.length
      for (const row of rows) {
        const noted = last.get(row.id)
        last.delete(row.id)
        if (noted === undefined) broken.push({ kind: 'unknown', of: row.id })
        else if (noted !== sha256(canonical(saidOf(row)))) broken.push({ kind: 'changed', of: row.id })
      }
    },
    end(): DeliveriesCheck {
      const { faulty, hash } = brokenSeals(eventNumber, seals, covered)
      broken.unshift(...faulty.map((rank) => ({ kind: 'chain' as const, of: String(rank) })))
      for (const id of last.keys()) broken.push({ kind: 'deleted', of: id })
      return { ok: broken.length === 0, deliveries, seals: seals.length, hash, unsealed, broken }
    },
  }
}

interface Covered {
  add(seal: number, fact: FactRow): void
  /** How many facts a seal covers, and their digest. */
  of(seal: number): { readonly facts: number; readonly digest: string }
  /** Seals that facts name. */
  named(): Iterable<number>
}

/** The digest of a seal is taken as soon as all that it says it covers is there. */
function coveredFacts(seals: readonly SealRow[]): Covered {
  const sizes = new Map(seals.map(({ rank, facts }) => [rank, facts]))
  const waiting = new Map<number, FactRow[]>()
  const whole = new Map<number, { facts: number; digest: string }>()
  const digest = (facts: readonly FactRow[]) => ({ facts: facts.length, digest: digestOf(facts) })
  return {
    add(seal, fact) {
      const facts = waiting.get(seal) ?? []
      facts.push(fact)
      waiting.set(seal, facts)
      if (facts.length !== sizes.get(seal) || whole.has(seal)) return
      whole.set(seal, digest(facts))
      waiting.delete(seal)
    },
    // What came after it was whole is more than it covers.
    of: (seal) => (waiting.has(seal) ? digest(waiting.get(seal) ?? []) : (whole.get(seal) ?? digest([]))),
    named: () => new Set([...whole.keys(), ...waiting.keys()]),
  }
}

function brokenSeals(number: string, seals: readonly SealRow[], covered: Covered) {
  const faulty: number[] = []
  let previousHash = chainStart
  for (const [index, seal] of seals.entries()) {
    const expected = hashOfSeal({
      ...covered.of(seal.rank),
      number,
      rank: index + 1,
      at: seal.at,
      previousHash,
    })
    if (seal.hash !== expected) faulty.push(seal.rank)
    previousHash = seal.hash
  }
  const known = new Set(seals.map(({ rank }) => rank))
  return {
    faulty: [...faulty, ...[...covered.named()].filter((rank) => !known.has(rank))],
    hash: previousHash,
  }
}
