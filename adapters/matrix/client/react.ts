import { MatrixError } from 'matrix-js-sdk'
import type { Priority } from './pacer.ts'
import type { Outgoing } from './send.ts'

/** Puts a sign on a message. One that the bot has put there already stays. */
export async function react(
  send: (outgoing: Outgoing) => Promise<string>,
  room: string,
  id: string,
  sign: string,
  key: string,
  priority: Priority = 'answer',
): Promise<void> {
  const content = { 'm.relates_to': { rel_type: 'm.annotation', event_id: id, key: sign } }
  try {
    await send({ room, type: 'm.reaction', content, key, priority })
  } catch (error) {
    if (!(error instanceof MatrixError && error.errcode === 'M_DUPLICATE_ANNOTATION')) throw error
  }
}
