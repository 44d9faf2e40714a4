import { setTimeout as pause } from 'node:timers/promises'
import { KnownMembership, type MatrixEvent } from 'matrix-js-sdk'
import PQueue from 'p-queue'
import { decideFresh } from './decide-fresh.ts'
import { decideIncoming } from './decide-incoming.ts'
import { eventFor, isReadable, plainEvent, readable, whenReadable } from './decrypt.ts'
import { fillGap } from './fill-gap.ts'
import type { Incoming } from './incoming-event.ts'
import type { LateKeys } from './late-keys.ts'
import type { Link } from './link.ts'
import { type SeenEvents, seenEvents } from './seen.ts'
import {
  inviteOf,
  type RawEvent,
  readEvents,
  receiptsOf,
  type SyncShape,
  syncShape,
  type Timeline,
} from './sync-shape.ts'

export interface ListenOptions {
  readonly handle: (event: Incoming) => Promise<void>
  /** Which of these event ids an earlier process has handled. */
  readonly known: (eventIds: string[]) => Promise<ReadonlySet<string>>
  /** Ids by room that the saved position has passed; undefined at the very first start. */
  readonly passed: ReadonlyMap<string, readonly string[]> | undefined
  readonly late: LateKeys
  /** ms that a message waits for its key before it is told of as unreadable. */
  readonly keyPatience: number
  /** Told of our own events as they come back. */
  readonly onEcho: (txn: string, eventId: string) => Promise<void>
}

export interface Listening {
  /** Hands over what a sync brought; resolves when all of it is handled. */
  take(data: unknown): Promise<void>
  /** Hands over an event whose key came at last. */
  again(room: string, event: MatrixEvent): Promise<void>
  /** Hands over the invitations that are open after the first sync: also those that an earlier process saw and did not answer. */
  openInvites(): void
  /** Hands over nothing more; resolves when what was handed over is done. */
  end(): Promise<void>
}

/** How many rooms are served at a time. */
const roomsAtOnce = 8
/** ms that the next messages of a room wait for the key of this one. */
const roomWaits = 2000
const longestPause = 60_000

/** Hands over what comes, each room in its order, until each is handled. */
export function listen(link: Link, options: ListenOptions): Listening {
  const { handle, known, passed, late } = options
  const slots = new PQueue({ concurrency: roomsAtOnce })
  const tails = new Map<string, Promise<void>>()
  const seen: SeenEvents = seenEvents(passed)
  let first = true

  /** After what the room waits for already. */
  const inRoom = (room: string, work: () => Promise<void>): Promise<void> => {
    const next = (tails.get(room) ?? Promise.resolve()).then(work)
    tails.set(
      room,
      next.catch(() => undefined),
    )
    return next
  }

  const deliver = async (event: Incoming): Promise<void> => {
    for (let attempt = 1; ; attempt++) {
      link.stopping.throwIfAborted()
      try {
        return await slots.add(() => handle(event))
      } catch (error) {
        link.stopping.throwIfAborted()
        link.report({ type: 'handling-failed', room: event.room, attempt, error })
        await pause(Math.min(250 * 2 ** attempt, longestPause), undefined, { signal: link.stopping })
      }
    }
  }

  const deliverPlain = async (room: string, event: MatrixEvent): Promise<void> => {
    if (event.isRedacted()) return
    const incoming = decideIncoming(plainEvent(room, event), link.me)
    if (incoming !== undefined) await deliver(incoming)
  }

  /** The room goes on; the message follows when its key comes, else is told of as unreadable. */
  const deliverLate = async (room: string, event: MatrixEvent): Promise<void> => {
    late.begin()
    await whenReadable(event, AbortSignal.any([link.stopping, AbortSignal.timeout(options.keyPatience)]))
    link.stopping.throwIfAborted()
    late.end(isReadable(event))
    await inRoom(room, async () => {
      if (isReadable(event) || event.isRedacted()) return deliverPlain(room, event)
      const { id, sender, at } = plainEvent(room, event)
      await deliver({
        type: 'undecryptable',
        room,
        id,
        sender,
        at: Temporal.Instant.fromEpochMilliseconds(at),
      })
      await late.watch(room, event)
    })
  }

  /** @returns what is left to do once the room's next events are let by */
  const takeTimeline = async (room: string, timeline: Timeline, live: Moment): Promise<Promise<void>[]> => {
    const events = readEvents(timeline.events)
    for (const event of events) await noteEcho(event)
    const fresh = await freshEvents(room, timeline, events, live)
    const later: Promise<void>[] = []
    for (const raw of fresh) {
      if (raw.sender === link.me && raw.state_key === undefined) continue
      const event = eventFor(link, room, raw)
      if (event.isRedacted()) continue
      if (await readable(link, event, roomWaits)) await deliverPlain(room, event)
      else later.push(deliverLate(room, event))
    }
    return later
  }

  const noteEcho = async ({ sender, unsigned, event_id }: RawEvent): Promise<void> => {
    if (sender === link.me && unsigned?.transaction_id !== undefined)
      await options.onEcho(unsigned.transaction_id, event_id)
  }

  const freshEvents = async (
    room: string,
    { limited, prev_batch }: Timeline,
    events: RawEvent[],
    { initial }: Moment,
  ): Promise<RawEvent[]> => {
    const had = (id: string) => seen.has(room, id)
    const { events: recent, complete } = decideFresh(events, had, link.me)
    // At the very first start, all that was said is history.
    const gap =
      limited === true && !complete && !initial && typeof prev_batch === 'string'
        ? await fillGap(link, room, prev_batch, had)
        : []
    const all = [...gap, ...recent].filter(({ event_id }) => !had(event_id))
    for (const { event_id } of all) seen.add(room, event_id)
    if (initial) return []
    const others = all.filter(({ sender }) => sender !== link.me)
    if (others.length === 0) return all
    // Not of the first sync only: Synapse keeps its answers for minutes, and gives a process that starts anew those that
    // the one before had, one after the other.
    const done = await known(others.map(({ event_id }) => event_id))
    return all.filter(({ event_id }) => !done.has(event_id))
  }

  return {
    end: async () => {
      slots.pause()
      await slots.onPendingZero()
    },
    again: (room, event) => inRoom(room, () => deliverPlain(room, event)),
    openInvites: () => {
      for (const room of link.client.getRooms()) {
        if (room.getMyMembership() !== KnownMembership.Invite) continue
        const state = ['m.room.member', 'm.room.create'].flatMap((type) =>
          room.currentState.getStateEvents(type),
        )
        takeInvite(
          room.roomId,
          state.map(({ event }) => event),
        ).catch(() => undefined)
      }
    },
    take: async (data) => {
      const moment = { first, initial: first && passed === undefined }
      first = false
      const { rooms = {} } = syncShape.safeParse(data).data ?? {}
      const work: Promise<unknown>[] = []
      for (const [room, part] of Object.entries({ ...rooms.leave, ...rooms.join }))
        work.push(takeRoom(room, part, moment))
      if (!moment.first)
        for (const [room, { invite_state }] of Object.entries(rooms.invite ?? {}))
          work.push(takeInvite(room, invite_state?.events ?? []))
      await Promise.all(work)
    },
  }

  async function takeInvite(room: string, state: readonly unknown[]): Promise<void> {
    const invite = inviteOf(state, link.me)
    if (invite !== undefined) await inRoom(room, () => deliver({ type: 'invite', room, ...invite }))
  }

  async function takeRoom(room: string, part: RoomPart, moment: Moment): Promise<void> {
    let later: Promise<void>[] = []
    await inRoom(room, async () => {
      if (part.timeline !== undefined) later = await takeTimeline(room, part.timeline, moment)
      if (moment.initial) return
      for (const { at, ...receipt } of receiptsOf(part.ephemeral?.events ?? [], link.me))
        await deliver({ type: 'receipt', room, ...receipt, at: Temporal.Instant.fromEpochMilliseconds(at) })
    })
    await Promise.all(later)
  }
}

/** Of the syncs of this process, the first; and the very first of the device. */
interface Moment {
  readonly first: boolean
  readonly initial: boolean
}

type RoomPart = NonNullable<NonNullable<SyncShape['rooms']>['join']>[string]
