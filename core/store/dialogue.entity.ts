import { defineEntity, type InferEntity, p } from '@mikro-orm/core'

/** Where an unfinished conversation stands, so that it survives a restart. The state is the bot's own (bot/talk). */
export const DialogueSchema = defineEntity({
  name: 'Dialogue',
  tableName: 'dialogue',
  properties: {
    id: p.integer().primary(),
    /** `console:claire.vidal@…`: provider, room, agent. */
    key: p.string().unique(),
    state: p.json<unknown>(),
    updatedAt: p.datetime(),
  },
})
export type Dialogue = InferEntity<typeof DialogueSchema>
