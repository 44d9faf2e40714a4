import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import type { View } from '../kinds/kind.ts'
import type { ChannelName } from './channel.ts'
import type { OutcomeCode } from './outcome.ts'
import type { Pace } from './pace.ts'
import type { Reason } from './reason.ts'

/**
 * waiting: to be sent now or at `dueAt`; delivered: the channel took it; refused: not sent, `outcome` says why
 * (no right any more, agent gone, address refused for good); dead: given up after every attempt.
 */
export const deliveryStates = ['waiting', 'delivered', 'refused', 'dead'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** A notice on a channel, with its outcome ("remise"). One per entry and recipient, whatever the number of reasons. */
export const DeliverySchema = defineEntity({
  name: 'Delivery',
  tableName: 'delivery',
  properties: {
    id: p.uuid().primary(),
    entryId: p.integer(),
    eventId: p.integer(),
    /** A person, a structure's mailbox, or a structure's room: exactly one of the three. */
    agentId: p.integer().nullable(),
    structureId: p.integer().nullable(),
    roomId: p.integer().nullable(),
    channel: p.string().$type<ChannelName>(),
    pace: p.json<Pace>(),
    reasons: p.json<readonly Reason[]>(),
    state: p.string().$type<DeliveryState>(),
    createdAt: p.datetime(),
    /** Not before. For a digest: its window. */
    dueAt: p.datetime(),
    attempts: p.integer(),
    /** When the channel took it, or when it was refused or given up. */
    endedAt: p.datetime().nullable(),
    /** Where it went: mail address, room. */
    address: p.string().nullable(),
    view: p.string().$type<View>().nullable(),
    /** The version of the event that was told. */
    version: p.integer().nullable(),
    /** The channel's own name for what was sent: Message-ID, Matrix event id. */
    receipt: p.string().nullable(),
    /** Why it was not made, or the last attempt was not. */
    outcome: p.string().$type<OutcomeCode>().nullable(),
    /** What the provider or the error said. */
    detail: p.string().nullable(),
    digestId: p.uuid().nullable(),
    /** When a screen showed it, where the channel tells. */
    shownAt: p.datetime().nullable(),
    /** When it was read, as far as the channel tells; in a room, by the first who did. */
    readAt: p.datetime().nullable(),
    /** When it was acknowledged, by a notice that asks for it. */
    acknowledgedAt: p.datetime().nullable(),
    /** How many of its states were noted (core/proof): grows with every change of one that is to be provable. */
    facts: p.integer().default(1),
    /** Known to the database alone: goes into the hashes of what a proof does not show. */
    salt: p.uuid().defaultRaw('gen_random_uuid()'),
  },
})
export type Delivery = InferEntity<typeof DeliverySchema>
