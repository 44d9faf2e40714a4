import { z } from 'zod'
import { dateOf } from '../clock.ts'
import type { AnchorDeps } from './anchor.ts'

/** Who says what time it was, under a signature of his own (RFC 3161). */
export interface TimeAuthority {
  readonly name: string
  /** @returns the token over these bytes, DER. Throws what is worth another attempt. */
  stamp(said: Uint8Array): Promise<Uint8Array>
}

const lines = z.array(z.object({ line: z.string() }))

/** Has an anchor stamped, and publishes the stamp beside it. An anchor is stamped once. */
export async function stampAnchor(
  { store, clock, notary }: AnchorDeps,
  authority: TimeAuthority,
  { rank }: { readonly rank: number },
): Promise<void> {
  const em = store.read()
  const stamped = await em.execute('select from anchor_stamp where rank = ?', [rank])
  const [anchor] = lines.parse(await em.execute('select line from anchor where rank = ?', [rank]))
  if (stamped.length > 0 || anchor === undefined) return
  const token = Buffer.from(await authority.stamp(Buffer.from(anchor.line)))
  const at = dateOf(clock.now()).toISOString()
  await store.transaction(async (within) => {
    await within.execute('insert into anchor_stamp (rank, at, authority, token) values (?, ?, ?, ?)', [
      rank,
      at,
      authority.name,
      token,
    ])
    await notary.publish(
      JSON.stringify({ stampOf: rank, at, authority: authority.name, token: token.toString('base64') }),
    )
  })
}
