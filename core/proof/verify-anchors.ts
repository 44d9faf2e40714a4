import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { canonical, sha256 } from '../canonical.ts'
import { type Anchor, anchorSchema, type Head, isSigned } from './anchor.ts'

/**
 * What anchors say that the database does not: `signature`: the line was altered, or signed by a key that is not ours;
 * `order`: it does not name the anchor before it; `missing`: the event is gone; `journal` or `deliveries`: that chain was
 * rewritten or shortened since.
 */
export type AnchorFaultKind = 'unreadable' | 'signature' | 'order' | 'missing' | 'journal' | 'deliveries'

export interface AnchorFault {
  readonly kind: AnchorFaultKind
  /** Rank of the anchor; of the line when it cannot be read. */
  readonly rank: number
  /** The event's. */
  readonly number?: string
}

export interface AnchorsCheck {
  readonly anchors: number
  readonly heads: number
  readonly faults: readonly AnchorFault[]
  /** Ranks that the lines pass over: they were published elsewhere, or taken out. */
  readonly absent: readonly number[]
  /** Public keys that signed, in PEM. */
  readonly keys: readonly string[]
}

/** Stamps stand between the anchors. */
const stampLine = z.object({ stampOf: z.int() })

/**
 * Holds the lines of an anchor file against the database: every end that was anchored must still be a point of its chain.
 * @param trusted public keys (PEM); absent: whichever signed
 */
export async function verifyAnchors(
  em: EntityManager,
  lines: Iterable<string>,
  trusted?: readonly string[],
): Promise<AnchorsCheck> {
  const faults: AnchorFault[] = []
  const keys = new Set<string>()
  const ranks = new Set<number>()
  let [place, heads] = [0, 0]
  let before: { rank: number; hash: string } | undefined
  for (const line of lines) {
    place += 1
    if (line.trim() === '') continue
    const anchor = readAnchor(line)
    if (anchor === 'stamp') continue
    if (anchor === undefined) {
      faults.push({ kind: 'unreadable', rank: place })
      continue
    }
    const { rank } = anchor
    const isOurs = trusted === undefined || trusted.includes(anchor.key)
    if (!isOurs || !isSigned(anchor)) faults.push({ kind: 'signature', rank })
    if (before !== undefined && rank === before.rank + 1 && anchor.previous !== before.hash)
      faults.push({ kind: 'order', rank })
    before = { rank, hash: sha256(canonical(anchor)) }
    keys.add(anchor.key)
    ranks.add(rank)
    heads += anchor.heads.length
    faults.push(...(await compare(em, anchor)))
  }
  const last = Math.max(0, ...ranks)
  const absent = Array.from({ length: last }, (_, index) => index + 1).filter((rank) => !ranks.has(rank))
  return { anchors: ranks.size, heads, faults, absent, keys: [...keys] }
}

function readAnchor(line: string): Anchor | 'stamp' | undefined {
  try {
    const value: unknown = JSON.parse(line)
    if (stampLine.safeParse(value).success) return 'stamp'
    const anchor = anchorSchema.safeParse(value)
    return anchor.success ? anchor.data : undefined
  } catch {
    return undefined
  }
}

const points = z.array(
  z.object({
    number: z.string(),
    known: z.boolean(),
    hash: z.string().nullable(),
    seal: z.string().nullable(),
  }),
)

/** The points of the database's chains at which the anchor says that they ended. */
async function compare(em: EntityManager, { rank, heads }: Anchor): Promise<AnchorFault[]> {
  const found = points.parse(
    await em.execute(
      `select h.number, e.id is not null as known,
         (select hash from entry where event_id = e.id and rank = h.entries) as hash,
         (select hash from delivery_seal where event_id = e.id and rank = h.seals) as seal
       from json_to_recordset(?::json) as h (number text, entries int, seals int) left join event e on e.number = h.number`,
      [JSON.stringify(heads)],
    ),
  )
  const byNumber = new Map(found.map((point) => [point.number, point]))
  return heads.flatMap((head) =>
    decideFault(head, byNumber.get(head.number)).map((kind) => fault(kind, rank, head)),
  )
}

function decideFault(head: Head, point: z.infer<typeof points>[number] | undefined): AnchorFaultKind[] {
  if (point?.known !== true) return ['missing']
  const journal = point.hash === head.hash ? [] : (['journal'] as const)
  const deliveries = head.seals === 0 || point.seal === head.seal ? [] : (['deliveries'] as const)
  return [...journal, ...deliveries]
}

function fault(kind: AnchorFaultKind, rank: number, { number }: Head): AnchorFault {
  return { kind, rank, number }
}
