import PQueue from 'p-queue'
import { fairQueue } from './fair-queue.ts'

/** What people wait for goes first, but for one turn in four: who asks without end holds up no notice. */
const priorities = { answer: 3, notice: 2, card: 1, invite: 0 } as const
export type Priority = keyof typeof priorities

export interface Pacer {
  /** Runs it when its turn comes. */
  run<T>(priority: Priority, call: () => Promise<T>): Promise<T>
  /** Begins nothing for `ms` and a turn: the server has refused a call because of its limits, and would refuse the next. */
  hold(ms: number): void
  /** Calls that wait for their turn. */
  readonly waiting: number
  /** Those that wait are refused; those that run end by themselves. */
  stop(): void
}

/** Enough that a slow call does not hold up the others, few enough to be no burst. */
const leastAtOnce = 4
const mostAtOnce = 32
/** ms. A server that asks for more is asked again. */
const longestHold = 60_000

/** Spreads the calls that a server limits: at most so many begin a second. */
export function makePacer(callsPerSecond: number): Pacer {
  const stopping = new AbortController()
  const slow = callsPerSecond <= 10
  const interval = slow ? Math.ceil(1000 / callsPerSecond) : 100
  const queue = new PQueue({
    queueClass: fairQueue(Object.values(priorities)),
    concurrency: Math.min(Math.max(leastAtOnce, Math.ceil(callsPerSecond)), mostAtOnce),
    interval,
    intervalCap: slow ? 1 : Math.floor(callsPerSecond / 10),
  })
  let held: { readonly until: number; readonly timer: NodeJS.Timeout } | undefined
  const letGo = () => {
    clearTimeout(held?.timer)
    held = undefined
    queue.start()
  }
  return {
    run: (priority, call) =>
      queue.add(
        async () => {
          stopping.signal.throwIfAborted()
          return call()
        },
        { priority: priorities[priority], signal: stopping.signal },
      ),
    hold: (ms) => {
      const wait = Math.min(ms, longestHold) + interval
      const until = performance.now() + wait
      if (stopping.signal.aborted || until <= (held?.until ?? 0)) return
      clearTimeout(held?.timer)
      queue.pause()
      held = { until, timer: setTimeout(letGo, wait) }
    },
    get waiting() {
      return queue.size
    },
    stop: () => {
      stopping.abort(new DOMException('The call was ended', 'AbortError'))
      letGo()
    },
  }
}
