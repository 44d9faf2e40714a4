import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import type { ChannelName } from './channel.ts'

/** The message that shows an event live in a room: edited in place as the event changes. One per event and room. */
export const CardSchema = defineEntity({
  name: 'Card',
  tableName: 'card',
  properties: {
    id: p.integer().primary(),
    provider: p.string().$type<ChannelName>(),
    /** The room's address at the provider. */
    room: p.string(),
    eventId: p.integer(),
    messageId: p.string(),
    /** Version and journal length of the event that it shows. */
    version: p.integer(),
    entries: p.integer(),
    /** What stays below the record however often it changes, in words: why the room was told. May be empty. */
    footer: p.text(),
    /** Messages that were the card before, and do not say so yet. */
    replaced: p.array().default([]),
  },
  uniques: [{ properties: ['provider', 'room', 'eventId'] }],
})
export type Card = InferEntity<typeof CardSchema>
