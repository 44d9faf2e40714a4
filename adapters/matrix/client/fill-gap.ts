import { setTimeout as pause } from 'node:timers/promises'
import { Direction, MatrixError } from 'matrix-js-sdk'
import { decideFresh } from './decide-fresh.ts'
import type { Link } from './link.ts'
import { type RawEvent, readEvents } from './sync-shape.ts'

const pageSize = 100
/** 5000 events of one room: a week of a busy one. */
const mostPages = 50

/**
 * What was said in a room between what was seen and the beginning of a shortened timeline, oldest first. Reads back to
 * the bot's arrival at most, and at most 50 pages: what is older then is reported, not read.
 * @param from the timeline's `prev_batch`
 */
export async function fillGap(
  link: Link,
  room: string,
  from: string,
  seen: (id: string) => boolean,
): Promise<RawEvent[]> {
  const pages: (readonly RawEvent[])[] = []
  let at: string | undefined = from
  while (at !== undefined) {
    if (pages.length === mostPages) {
      link.report({ type: 'gap-cut', room, pages: mostPages })
      break
    }
    const page = await readPage(link, room, at)
    if (page === undefined) break
    const { events, complete } = decideFresh(readEvents(page.chunk).toReversed(), seen, link.me)
    pages.push(events)
    if (complete || page.chunk.length === 0) break
    at = page.end
  }
  return pages.toReversed().flat()
}

/** Undefined when the room's history may not be read, as after having left. Waits for as long as the server is away. */
async function readPage(link: Link, room: string, from: string) {
  for (;;) {
    try {
      return await link.client.createMessagesRequest(room, from, pageSize, Direction.Backward)
    } catch (error) {
      link.stopping.throwIfAborted()
      if (error instanceof MatrixError && (error.httpStatus === 403 || error.httpStatus === 404))
        return undefined
      link.report({ type: 'unexpected', error })
      await pause(10_000, undefined, { signal: link.stopping })
    }
  }
}
