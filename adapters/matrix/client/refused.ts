import { MatrixError } from 'matrix-js-sdk'
import type { OutcomeCode } from '#core/diffusion/outcome.ts'

/** Answers of a server that another attempt will not change, by errcode, with the outcome that the proof shows. */
const forGood: Readonly<Record<string, OutcomeCode>> = {
  M_FORBIDDEN: 'room-forbidden',
  M_NOT_FOUND: 'address-unknown',
  M_INVALID_PARAM: 'address-invalid',
  M_TOO_LARGE: 'too-large',
  M_USER_DEACTIVATED: 'address-unknown',
}

/** Something is to be sent to a room that the bot is not in, or no more. */
export class NotInRoom extends Error {
  constructor(room: string) {
    super(`Nothing can be sent to ${room}: the bot is not in the room.`)
    this.name = 'NotInRoom'
  }
}

/** Why the server will never take it; undefined for what is worth another attempt. */
export function refusedForGood(error: unknown): OutcomeCode | undefined {
  if (error instanceof NotInRoom) return 'room-forbidden'
  return error instanceof MatrixError ? forGood[error.errcode ?? ''] : undefined
}
