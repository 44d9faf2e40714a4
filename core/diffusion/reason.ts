import { z } from 'zod'

const subscription = z
  .object({
    type: z.literal('subscription'),
    id: z.int(),
    query: z.string(),
    /** It is the room's, not one agent's. */
    ofRoom: z.literal(true).exactOptional(),
  })
  .readonly()
const rule = z.object({ type: z.literal('rule'), code: z.string(), reason: z.string() }).readonly()

/** Something that asks for events: a saved query of somebody's, or a rule. */
export type Asking = z.infer<typeof subscription> | z.infer<typeof rule>

/** Why a person is told about an entry. Several merge into one notice. */
export const reasonsSchema = z
  .array(
    z.union([
      z.object({ type: z.literal('follow') }).readonly(),
      subscription,
      rule,
      /** He sent a document that the entry is about. */
      z.object({ type: z.literal('sender') }).readonly(),
      /** He was told for this, which the event matches no more: told so once, and then nothing. */
      z.object({ type: z.literal('no-longer'), of: z.union([subscription, rule]) }).readonly(),
      /** He was told of the event, which was withdrawn since, or came back: whatever else he asks for. */
      z.object({ type: z.literal('told') }).readonly(),
    ]),
  )
  .readonly()
export type Reason = z.infer<typeof reasonsSchema>[number]

/** Who is told by a rule is told as a duty of his service: he is asked to say that he took note. */
export function asksAcknowledgement(reasons: readonly Reason[]): boolean {
  return reasons.some((reason) => reason.type === 'rule')
}
