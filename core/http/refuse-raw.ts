import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { Fault } from './fault.ts'
import { type ProblemWords, problemOf } from './problem.ts'

/** What Node itself cannot read as HTTP never reaches a route: it is answered on the connection, as a problem all the same. */
export function refuseRaw(words: ProblemWords): (error: NodeJS.ErrnoException, socket: Socket) => void {
  return ({ code = '' }, socket) => {
    if (code === 'ECONNRESET' || !socket.writable) {
      socket.destroy()
      return
    }
    const problem = problemOf(faultOf(code), randomUUID(), words)
    const body = JSON.stringify(problem)
    socket.end(
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}\r\n` +
        'Content-Type: application/problem+json\r\nCache-Control: no-store\r\n' +
        `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    )
  }
}

function faultOf(code: string): Fault {
  if (code === 'HPE_HEADER_OVERFLOW') return new Fault('headers-too-large', {})
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new Fault('request-late', {})
  return new Fault('request-refused', { reason: code })
}
