import { type FileHandle, open } from 'node:fs/promises'
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

/** That anchors can be added to the file, known at the start rather than an hour later. @throws an error of the file system */
export async function tryAnchorFile({ anchorFile }: Pick<Config, 'anchorFile'>): Promise<void> {
  await using _file = await openAnchors(anchorFile)
}

/** At the end of a file that only grows; on disk when it resolves. */
async function appendLine(path: string, line: string): Promise<void> {
  await using file = await openAnchors(path)
  await aboutFile(path, async () => {
    await file.writeFile(`${line}\n`)
    await file.sync()
  })
}

async function openAnchors(path: string): Promise<FileHandle> {
  await makeFolder(dirname(path))
  await closeFile(path)
  return aboutFile(path, () => open(path, 'a', 0o600))
}
