import { Refusal, type RefusalCode } from '#core/refusal.ts'

/** The code that an act is refused with; any other error is thrown on. */
export async function refusalOf(act: Promise<unknown>): Promise<RefusalCode | 'nothing refused'> {
  return act.then(
    () => 'nothing refused' as const,
    (error: unknown) => {
      if (error instanceof Refusal) return error.code
      throw error
    },
  )
}
