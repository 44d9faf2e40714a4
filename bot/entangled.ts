import { z } from 'zod'

/** Two acts at once may wait for each other: PostgreSQL ends one, which is then done anew. */
const mostTries = 3

/** Does a transaction anew when PostgreSQL ended it for the sake of another. @throws as the work, the last time */
export async function disentangled<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      if (!isEntangled(error) || tries >= mostTries) throw error
    }
  }
}

const coded = z.object({ code: z.enum(['40001', '40P01']) })

/** Serialization failure and deadlock, as PostgreSQL says them. */
function isEntangled(error: unknown): boolean {
  return coded.safeParse(error).success
}
