import { z } from 'zod'
import { anchorSchema } from './anchor.ts'

const said = z.record(z.string(), z.union([z.string(), z.number()]))
const fact = z.object({ delivery: z.string(), at: z.string(), said })

/** What `verify-proof.mjs` reads: the published form, kept readable by every later version of it. */
export const sealedProofSchema = z.object({
  format: z.literal(1),
  number: z.string(),
  /** The event as its last signed entry left it; absent where its reader may not see all of it, and when it has changed since. */
  record: z
    .object({
      salt: z.string(),
      number: z.string(),
      kind: z.string(),
      state: z.string(),
      version: z.int(),
      fields: z.record(z.string(), z.unknown()),
      structureId: z.int(),
      createdAt: z.string(),
      publishedAt: z.string().nullable(),
      closedAt: z.string().nullable(),
      origin: z.string().nullable(),
    })
    .optional(),
  /** The journal, as it was signed. `body` is left out of what was withdrawn. */
  entries: z.array(
    z.object({
      rank: z.int(),
      type: z.string(),
      at: z.string(),
      agentId: z.int().nullable(),
      author: z.string(),
      structureId: z.int(),
      version: z.int(),
      format: z.int(),
      body: z.record(z.string(), z.unknown()).optional(),
      bodyHash: z.string(),
      /** Of the event as the entry left it; null in the first format. */
      recordHash: z.string().nullable(),
      previousHash: z.string(),
      hash: z.string(),
    }),
  ),
  /** States that deliveries reached, in the batches that were chained. */
  seals: z.array(
    z.object({
      rank: z.int(),
      at: z.string(),
      facts: z.array(fact),
      digest: z.string(),
      previousHash: z.string(),
      hash: z.string(),
    }),
  ),
  /** States noted while the proof was being written: after the signature. */
  later: z.array(fact),
  /** The deliveries as they are told today, with the names that the directory gives today. */
  deliveries: z.array(z.object({ delivery: z.string(), name: z.string(), structure: z.string(), said })),
  anchor: anchorSchema,
})
export type SealedProof = z.infer<typeof sealedProofSchema>
