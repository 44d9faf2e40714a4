import { z } from 'zod'
import type { RawEvent } from './sync-shape.ts'

const member = z.object({ membership: z.string() })

/** True for the event by which the bot came into the room: what was said before is not for it. */
export function isArrival(event: RawEvent, me: string): boolean {
  if (event.type !== 'm.room.member' || event.state_key !== me) return false
  const now = member.safeParse(event.content).data?.membership
  const before = member.safeParse(event.unsigned?.prev_content).data?.membership
  return now === 'invite' || (now === 'join' && before !== 'invite' && before !== 'join')
}

/** Where reading back has arrived: events to keep, oldest first, and whether everything new has been found. */
export interface Fresh {
  readonly events: readonly RawEvent[]
  readonly complete: boolean
}

/**
 * The part of a stretch of history that is new: after the last event already seen, and not before the bot's arrival.
 * @param stretch oldest first
 */
export function decideFresh(stretch: readonly RawEvent[], seen: (id: string) => boolean, me: string): Fresh {
  const arrival = stretch.findLastIndex((event) => isArrival(event, me))
  const last = stretch.findLastIndex((event) => seen(event.event_id))
  const from = Math.max(arrival, last + 1)
  return { events: stretch.slice(Math.max(from, 0)), complete: arrival >= 0 || last >= 0 }
}
