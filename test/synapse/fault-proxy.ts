import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request,
  type ServerResponse,
} from 'node:http'
import { buffer } from 'node:stream/consumers'
import { finished, pipeline } from 'node:stream/promises'
import { classOf } from './call-class.ts'
import type { Call, Fault, Rules } from './fault.ts'

export interface LoggedCall extends Call {
  /** What was done to it; `abandoned`: the client went away; `unreachable`: the server did. */
  readonly outcome: 'passed' | Fault['type'] | 'abandoned' | 'unreachable'
  /** What the server answered, when it was asked and did. */
  readonly status?: number
}

export interface FaultProxy {
  readonly url: string
  /** Replaces the rules; without any, everything passes. */
  rules(rules?: Rules): void
  /** The calls that are over, in the order they ended. */
  log(): readonly LoggedCall[]
  /** Cuts what is under way. */
  stop(): Promise<void>
}

/** A proxy on loopback in front of the homeserver at `target`, which spoils the calls that its rules say. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  let rules: Rules = () => undefined
  const counts = new Map<string, number>()
  const log: LoggedCall[] = []
  const server = createServer((asked, answer) => {
    const path = (asked.url ?? '/').split('?')[0] ?? '/'
    const kind = classOf(path)
    const nth = (counts.get(kind) ?? 0) + 1
    counts.set(kind, nth)
    const call: Call = { method: asked.method ?? 'GET', path, class: kind, nth }
    const fault = rules(call)
    let status: number | undefined
    const forwarding = new AbortController()
    answer.once('close', () => forwarding.abort())
    const forward = () =>
      forwardCall(target, asked, forwarding.signal).then((response) => {
        status = response.statusCode
        return response
      })
    const note = (outcome: LoggedCall['outcome']) =>
      log.push({ ...call, outcome, ...(status === undefined ? {} : { status }) })
    treat(fault, asked, answer, forward).then(
      () => note(fault?.type ?? 'passed'),
      () => {
        note(answer.destroyed || asked.destroyed ? 'abandoned' : 'unreachable')
        answer.destroy()
      },
    )
  })
  // A call that waits long (sync) or brings much is no fault of the proxy's.
  server.requestTimeout = 0
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    rules: (next) => {
      rules = next ?? (() => undefined)
    },
    log: () => [...log],
    stop: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

type Forward = () => Promise<IncomingMessage>

async function treat(
  fault: Fault | undefined,
  asked: IncomingMessage,
  answer: ServerResponse,
  forward: Forward,
): Promise<void> {
  switch (fault?.type) {
    case undefined: {
      const response = await forward()
      answer.writeHead(response.statusCode ?? 502, endToEnd(response.headers))
      return pipeline(response, answer)
    }
    case 'lost-before':
      asked.socket.destroy()
      return
    case 'lost-after':
      await buffer(await forward())
      asked.socket.destroy()
      return
    case 'delayed': {
      const response = await forward()
      const body = await buffer(response)
      await new Promise((done) => setTimeout(done, fault.ms))
      answer.writeHead(response.statusCode ?? 502, endToEnd(response.headers)).end(body)
      return finished(answer)
    }
    case 'truncated': {
      const response = await forward()
      const body = await buffer(response)
      const { 'transfer-encoding': _, ...headers } = endToEnd(response.headers)
      answer.writeHead(response.statusCode ?? 502, { ...headers, 'content-length': body.length })
      // Cut only once the half is on its way: a socket destroyed earlier would lose it all.
      answer.write(body.subarray(0, Math.floor(body.length / 2)), () => asked.socket.destroySoon())
      return
    }
    case '429': {
      const { retryAfterMs } = fault
      const refusal = {
        errcode: 'M_LIMIT_EXCEEDED',
        error: 'Too Many Requests',
        retry_after_ms: retryAfterMs,
      }
      answer.setHeader('retry-after', Math.ceil(retryAfterMs / 1000))
      return refuse(asked, answer, 429, 'application/json', JSON.stringify(refusal))
    }
    case '502':
      return refuse(asked, answer, 502, 'text/html', '<html><h1>502 Bad Gateway</h1></html>')
    case '503':
      return refuse(asked, answer, 503, 'text/html', '<html><h1>503 Service Unavailable</h1></html>')
  }
}

/** Answers in the server's place, having heard the call out as a gateway does. */
async function refuse(
  asked: IncomingMessage,
  answer: ServerResponse,
  status: number,
  mediaType: string,
  text: string,
): Promise<void> {
  await buffer(asked)
  answer.setHeader('content-type', mediaType)
  answer.writeHead(status).end(text)
  await finished(answer)
}

function forwardCall(target: string, asked: IncomingMessage, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((done, fail) => {
    const options = {
      method: asked.method ?? 'GET',
      headers: endToEnd(asked.headers),
      // A connection each: one kept alive could be closed by the server just as it is used again.
      agent: false,
      signal,
    }
    const call = request(new URL(asked.url ?? '/', target), options, done).once('error', fail)
    pipeline(asked, call).catch(fail)
  })
}

/** The headers that are not about one connection only. */
function endToEnd(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const { connection, 'keep-alive': keepAlive, ...rest } = headers
  return rest
}
