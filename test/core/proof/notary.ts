import type { Notary } from '#core/proof/notary.ts'
import { makeSigner } from '#core/proof/signing.ts'

/** Signs by a key that tests know, and keeps what is published. */
export function testNotary(followUps: Notary['followUps'] = []): Notary & { readonly lines: string[] } {
  const lines: string[] = []
  return {
    lines,
    signer: makeSigner(Buffer.alloc(32, 7).toString('base64')),
    publish: async (line) => void lines.push(line),
    followUps,
  }
}
