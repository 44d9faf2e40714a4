import { randomBytes, randomUUID } from 'node:crypto'
import { link, open, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { makeFolder } from '#core/make-folder.ts'
import { closeFile } from '#core/private-folder.ts'
import { isSameSecret } from '#core/store/same-secret.ts'
import type { Store } from '#core/store/store.ts'
import { type Config, ConfigError, isKey } from './config.ts'

/** Where the secret is kept when SECRET_KEY does not give it: apart from the database, so that who reads that one cannot use it. */
export function secretFile(config: Pick<Config, 'varFolder'>): string {
  return join(config.varFolder, 'secret-key')
}

/** The secret of this installation: SECRET_KEY, or the file, made by the first process that wants it. @throws ConfigError */
export async function readSecret(config: Pick<Config, 'varFolder' | 'secretKey'>): Promise<string> {
  if (config.secretKey !== undefined) return config.secretKey
  const path = secretFile(config)
  const secret = (await readKept(path)) ?? (await makeSecret(path))
  if (isKey(secret)) return secret
  throw new ConfigError(
    `Le fichier ${path} ne contient pas une clé. Remettez-y la sienne, ou donnez-la par SECRET_KEY ; si elle est perdue, effacez ce fichier et dites « npm run vigie -- cle remplacer ».`,
  )
}

async function readKept(path: string): Promise<string | undefined> {
  try {
    const text = await readFile(path, 'utf8')
    await closeFile(path)
    return text.trim()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Of processes that start together one makes it: the file is there whole, and first come. */
async function makeSecret(path: string): Promise<string> {
  const draft = `${path}.${randomUUID()}`
  await makeFolder(dirname(path))
  try {
    {
      await using file = await open(draft, 'wx', 0o600)
      await file.writeFile(`${randomBytes(32).toString('base64')}\n`)
      await file.sync()
    }
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  } finally {
    await rm(draft, { force: true })
  }
  return (await readFile(path, 'utf8')).trim()
}

/** @throws ConfigError when another process of this database has another secret */
export async function refuseOtherSecret(
  store: Store,
  config: Pick<Config, 'varFolder' | 'secretKey'>,
  mark: string,
): Promise<void> {
  if (await isSameSecret(store, mark)) return
  const here = config.secretKey === undefined ? `celle de ${secretFile(config)}` : 'SECRET_KEY'
  throw new ConfigError(
    `La clé secrète de cette machine (${here}) n’est pas celle avec laquelle cette base a été ouverte. Donnez par SECRET_KEY celle de l’installation : elle est dans le fichier secret-key du VAR_DIR de la première machine. Si elle est perdue : « npm run vigie -- cle remplacer ».`,
  )
}
