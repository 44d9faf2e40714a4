import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { deriveKey } from '#core/derive-key.ts'
import { makeFolder } from '#core/make-folder.ts'
import { closeFile } from '#core/private-folder.ts'
import type { Notary } from '#core/proof/notary.ts'
import { makeSigner } from '#core/proof/signing.ts'
import type { Config } from './config.ts'
import { aboutFile } from './file-error.ts'

/** Signs by SIGNING_KEY, or by a key made from the installation's secret; publishes in ANCHOR_FILE. */
export function notaryOf(config: Config, secret: string): Notary {
  return {
    signer: makeSigner(config.signingKey ?? deriveKey(secret, 'anchors')),
    publish: (line) => appendLine(config.anchorFile, line),
    followUps: [
      ...(config.tsaUrl === undefined ? [] : (['anchor-stamp'] as const)),
      ...(config.anchorMail === undefined ? [] : (['anchor-mail'] as const)),
    ],
  }
}

/** At the end of a file that only grows; on disk when it resolves. */
async function appendLine(path: string, line: string): Promise<void> {
  await makeFolder(dirname(path))
  await closeFile(path)
  await aboutFile(path, async () => {
    await using file = await open(path, 'a', 0o600)
    await file.writeFile(`${line}\n`)
    await file.sync()
  })
}
