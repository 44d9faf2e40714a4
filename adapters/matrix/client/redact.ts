import { createHash } from 'node:crypto'
import { Method } from 'matrix-js-sdk'
import { z } from 'zod'
import type { Link } from './link.ts'

const answer = z.object({ event_id: z.string() })

/** Takes an event back; again under the same key, nothing more happens. @returns id of the redaction */
export async function redact(
  link: Link,
  room: string,
  id: string,
  key: string,
  reason?: string,
): Promise<string> {
  const txn = `vigie.${createHash('sha256').update(key).digest('base64url').slice(0, 32)}`
  const path = `/rooms/${encodeURIComponent(room)}/redact/${encodeURIComponent(id)}/${txn}`
  const content = reason === undefined ? {} : { reason }
  const read = await link.pacer.run('notice', () =>
    link.client.http.authedRequest(Method.Put, path, undefined, content),
  )
  return answer.parse(read).event_id
}
