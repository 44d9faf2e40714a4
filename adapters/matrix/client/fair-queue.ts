import { PriorityQueue, type RunFunction } from 'p-queue'

/** Of as many turns, one goes to the priority that was served longest ago. */
const fairTurn = 4

/** The highest priority first, but so that none waits for ever: however much is asked, notices leave. */
export function fairQueue(priorities: readonly number[]): new () => PriorityQueue {
  const fallingFirst = priorities.toSorted((one, other) => other - one)
  return class extends PriorityQueue {
    #turn = 0
    readonly #served = new Map<number, number>()

    override dequeue(): RunFunction | undefined {
      const waiting = fallingFirst.flatMap((priority) => {
        const [run] = this.filter({ priority })
        return run === undefined ? [] : [{ priority, run, served: this.#served.get(priority) ?? 0 }]
      })
      this.#turn += 1
      const isFair = this.#turn % fairTurn === 0
      const [next] = isFair ? waiting.toSorted((one, other) => one.served - other.served) : waiting
      if (next === undefined) return undefined
      this.#served.set(next.priority, this.#turn)
      this.remove(next.run)
      return next.run
    }
  }
}
