import { z } from 'zod'
import type { Outcome } from '../diffusion/channel.ts'
import type { Store } from '../store/store.ts'

/** What a mail about an anchor says: its hash stands for all of it, and for all anchors before. */
export interface AnchorLetter {
  readonly rank: number
  /** ISO 8601. */
  readonly at: string
  /** SHA-256 of the line, in hex. */
  readonly hash: string
}

/** As a channel: throws what is worth another attempt. */
export interface AnchorPost {
  sendAnchor(key: string, to: string, letter: AnchorLetter): Promise<Outcome>
}

const rows = z.array(z.object({ at: z.coerce.date(), hash: z.string() }))

/** Mails an anchor's hash to somebody who keeps it. */
export async function mailAnchor(
  store: Store,
  post: AnchorPost,
  to: string,
  { rank }: { readonly rank: number },
): Promise<Outcome | undefined> {
  const [anchor] = rows.parse(
    await store.read().execute('select at, hash from anchor where rank = ?', [rank]),
  )
  if (anchor === undefined) return undefined
  return post.sendAnchor(`anchor-${rank}`, to, { rank, at: anchor.at.toISOString(), hash: anchor.hash })
}
