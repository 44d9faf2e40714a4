import type { MatrixEvent } from 'matrix-js-sdk'
import { z } from 'zod'
import { eventFor, readable, whenReadable } from './decrypt.ts'
import type { Link } from './link.ts'

/** Messages whose keys have not come: counted, and remembered over restarts. */
export interface LateKeys {
  /** A message begins to wait for its key; `end` says whether it came in time. */
  begin(): void
  end(recovered: boolean): void
  /** Goes on waiting, for as long as the device lives, for the key of one that was told of as unreadable. */
  watch(room: string, event: MatrixEvent): Promise<void>
  /** Takes up what was waited for before the restart. */
  resume(): Promise<void>
  readonly counts: { readonly waiting: number; readonly recovered: number; readonly givenUp: number }
}

/** The newest are remembered. */
const most = 200
const secretName = 'late-keys'
const saved = z.array(z.object({ room: z.string(), id: z.string() }))

export function lateKeys(
  link: Link,
  handOver: (room: string, event: MatrixEvent) => Promise<void>,
): LateKeys {
  const counts = { waiting: 0, recovered: 0, givenUp: 0 }
  const waited: { room: string; id: string }[] = []

  const remember = (): Promise<void> => link.store.setSecret(secretName, JSON.stringify(waited.slice(-most)))

  const wait = (room: string, event: MatrixEvent): void => {
    const id = event.getId() ?? ''
    waited.push({ room, id })
    counts.givenUp++
    whenReadable(event, link.stopping)
      .then(async () => {
        if (link.stopping.aborted) return
        await handOver(room, event)
        waited.splice(
          waited.findIndex((one) => one.id === id),
          1,
        )
        counts.givenUp--
        counts.recovered++
        await remember()
      })
      .catch((error: unknown) => {
        if (!link.stopping.aborted) link.report({ type: 'unexpected', error })
      })
  }

  return {
    counts,
    begin: () => {
      counts.waiting++
    },
    end: (recovered) => {
      counts.waiting--
      if (recovered) counts.recovered++
    },
    watch: async (room, event) => {
      wait(room, event)
      await remember()
    },
    resume: async () => {
      const text = await link.store.secret(secretName)
      for (const { room, id } of saved.safeParse(parse(text)).data ?? []) {
        try {
          const event = eventFor(link, room, await link.client.fetchRoomEvent(room, id))
          await readable(link, event, 100)
          wait(room, event)
        } catch {
          link.stopping.throwIfAborted()
          // Gone, or no longer ours to read.
        }
      }
    },
  }
}

function parse(text: string | undefined): unknown {
  if (text === undefined || text === '') return []
  const read: unknown = JSON.parse(text)
  return read
}
