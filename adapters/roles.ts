import type { Supervision } from './matrix/supervise.ts'
import type { Parts } from './parts.ts'
import { startChat } from './start-chat.ts'
import { startHttp } from './start-http.ts'
import { startClock, startWork } from './work.ts'

export interface Running extends AsyncDisposable {
  /** Address that the API answers at; empty when it is off. */
  readonly httpUrl: string
  /** Undefined when it is off. */
  readonly tchap: Supervision | undefined
}

/** Starts the roles that the configuration names; stops them in the opposite order, edges first. */
export async function startRoles(parts: Parts): Promise<Running> {
  const { roles } = parts.config
  await using stack = new AsyncDisposableStack()
  const worker = roles.includes('worker') ? stack.use(await startWork(parts)) : undefined
  if (roles.includes('clock')) {
    const clock = startClock(parts)
    stack.defer(() => clock.stop())
  }
  const chat = roles.includes('chat') ? await startChat(parts) : undefined
  stack.defer(async () => chat?.stop())
  let httpUrl = ''
  if (roles.includes('http')) {
    const http = await startHttp(parts, worker)
    httpUrl = http.url
    stack.defer(() => http.stop())
  }
  const started = stack.move()
  return { httpUrl, tchap: chat?.tchap, [Symbol.asyncDispose]: () => started.disposeAsync() }
}
