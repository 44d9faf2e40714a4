import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ConfigError } from '#adapters/config.ts'
import { readSecret, refuseOtherSecret } from '#adapters/secret.ts'
import { deriveKey } from '#core/derive-key.ts'
import { replaceSecret } from '#core/store/same-secret.ts'
import type { Store } from '#core/store/store.ts'
import { freshStore } from '../database.ts'

let varFolder: string
beforeEach(async () => {
  varFolder = await mkdtemp(join(tmpdir(), 'vigie-secret-'))
})
afterEach(() => rm(varFolder, { recursive: true }))

const given = Buffer.alloc(32, 1).toString('base64')

describe('the secret of an installation', () => {
  it('is made once, by whichever process comes first, in a file that only its owner reads', async () => {
    const config = { varFolder, secretKey: undefined }
    const secrets = await Promise.all(Array.from({ length: 8 }, () => readSecret(config)))
    expect(new Set(secrets).size).toBe(1)
    expect(Buffer.from(secrets[0] ?? '', 'base64')).toHaveLength(32)
    expect(await readdir(varFolder)).toEqual(['secret-key'])
    expect((await stat(join(varFolder, 'secret-key'))).mode & 0o777).toBe(0o600)
    expect(await readSecret(config)).toBe(secrets[0])
  })

  it('is closed to others when the file was left open', async () => {
    const path = join(varFolder, 'secret-key')
    await writeFile(path, given)
    await chmod(path, 0o644)
    expect(await readSecret({ varFolder, secretKey: undefined })).toBe(given)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  it('is SECRET_KEY when it is given, and then no file is made', async () => {
    expect(await readSecret({ varFolder, secretKey: given })).toBe(given)
    expect(await readdir(varFolder)).toEqual([])
  })

  it('that is no key is refused with what to do, and never shown', async () => {
    await writeFile(join(varFolder, 'secret-key'), 'abîmé')
    const error = await readSecret({ varFolder, secretKey: undefined }).catch((wrong: unknown) => wrong)
    expect(error).toBeInstanceOf(ConfigError)
    expect(String(error)).toContain('cle remplacer')
    expect(String(error)).not.toContain('abîmé')
    expect(await readFile(join(varFolder, 'secret-key'), 'utf8')).toBe('abîmé')
  })
})

describe('the processes of one database', () => {
  let store: Store
  beforeAll(async () => {
    store = await freshStore()
  })
  afterAll(() => store.close())

  const mark = (fill: number) => deriveKey(Buffer.alloc(32, fill).toString('base64'), 'same-secret')

  it('have one secret: another one is refused with where to find the right one, until it is replaced', async () => {
    const config = { varFolder, secretKey: given }
    await refuseOtherSecret(store, config, mark(1))
    await refuseOtherSecret(store, config, mark(1))
    const error = await refuseOtherSecret(store, config, mark(2)).catch((wrong: unknown) => wrong)
    expect(error).toBeInstanceOf(ConfigError)
    expect(String(error)).toContain('La clé secrète de cette machine (SECRET_KEY) n’est pas celle')
    await replaceSecret(store, mark(2))
    await refuseOtherSecret(store, config, mark(2))
    await expect(refuseOtherSecret(store, config, mark(1))).rejects.toThrow(ConfigError)
  })

  it('find in the database nothing that signs or opens anything', async () => {
    const rows = await store.read().execute('select name, value from setting')
    expect(JSON.stringify(rows)).not.toContain('stop-key')
    for (const use of ['stop-links', 'link-codes'] as const)
      expect(JSON.stringify(rows)).not.toContain(deriveKey(given, use))
  })
})
