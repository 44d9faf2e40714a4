import { ConnectionError, MatrixError } from 'matrix-js-sdk'
import { isDatabaseDown } from '#core/store/database-down.ts'

/** True when nothing is wrong with what was tried: a server or the database does not answer as yet, or the bot stops. */
export function isPassing(error: unknown): boolean {
  if (isDatabaseDown(error) || error instanceof ConnectionError) return true
  if (error instanceof MatrixError) {
    const { httpStatus = 0, errcode } = error
    return httpStatus === 0 || httpStatus === 429 || httpStatus >= 500 || errcode === 'M_UNKNOWN_TOKEN'
  }
  if (!(error instanceof Error)) return false
  return (
    ['AbortError', 'TimeoutError'].includes(error.name) || (error instanceof TypeError && 'cause' in error)
  )
}
