import { Direction } from 'matrix-js-sdk'
import { z } from 'zod'
import { eventFor, readable } from './decrypt.ts'
import type { Link } from './link.ts'
import { readEvents } from './sync-shape.ts'

const pageSize = 100
const mostPages = 100
/** ms that our clock and the server's may differ. */
const skew = 3_600_000

const ours = z.object({ 'fr.vigie': z.object({ key: z.string() }) })

/** The event of ours that carries `key`, sent to the room since `firstAt`; undefined when there is none. */
export async function findSent(
  link: Link,
  room: string,
  key: string,
  firstAt: Date,
): Promise<string | undefined> {
  const oldest = firstAt.getTime() - skew
  let at: string | null | undefined = null
  for (let page = 0; page < mostPages && at !== undefined; page++) {
    const { chunk, end } = await link.client.createMessagesRequest(room, at, pageSize, Direction.Backward)
    for (const raw of readEvents(chunk)) {
      if (raw.origin_server_ts < oldest) return undefined
      if (raw.sender !== link.me || raw.state_key !== undefined) continue
      const event = eventFor(link, room, raw)
      await readable(link, event, 1000)
      const content = ours.safeParse(event.getOriginalContent())
      if (content.success && content.data['fr.vigie'].key === key) return raw.event_id
    }
    if (chunk.length === 0) return undefined
    at = end
  }
  return undefined
}
