import type { Signer } from './signing.ts'

/** Who signs the ends of the chains, and where they are kept outside of the database. */
export interface Notary {
  readonly signer: Signer
  /** Keeps a line for good, on disk when it resolves. */
  publish(line: string): Promise<void>
  /** What is done with an anchor besides, each by a job of its own. */
  readonly followUps: readonly FollowUp[]
}

export const followUps = ['anchor-stamp', 'anchor-mail'] as const
export type FollowUp = (typeof followUps)[number]
