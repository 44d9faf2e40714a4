import { type FolderNews, ownFolder } from '#core/private-folder.ts'
import type { Config } from './config.ts'

/** What Vigie writes is for its own account: whatever a library forgets is closed as well. */
export function writePrivately(): void {
  process.umask(0o077)
}

/** Makes, or closes to other accounts, the folders that this installation writes in. @returns sentences for the operator */
export async function ownPlaces(config: Config): Promise<string[]> {
  const folders = [config.varFolder, ...(config.smtpUrl === undefined ? [config.mailbox] : [])]
  const news: string[] = []
  for (const folder of folders) {
    const found = await ownFolder(folder)
    if (found !== undefined) news.push(sentence(found))
  }
  return news
}

function sentence({ folder, mode, done }: FolderNews): string {
  return done === 'closed'
    ? `! Le dossier ${folder} était ouvert aux autres comptes de la machine (${mode}) : il est maintenant à Vigie seule (0700), ses fichiers aussi.`
    : `! Le dossier ${folder} est partagé avec d’autres comptes de la machine (${mode}) et n’est pas à Vigie seule : choisissez-en un autre, ou fermez-le (chmod 700).`
}
