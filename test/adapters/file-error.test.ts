import { mkdir, mkdtemp, open, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { complain } from '#adapters/complain.ts'
import { readConfig } from '#adapters/config.ts'
import { aboutFile } from '#adapters/file-error.ts'
import { notaryOf, tryAnchorFile } from '#adapters/notary.ts'
import { makeFolder } from '#core/make-folder.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-files-'))
  await writeFile(join(folder, 'fichier'), '')
  await symlink('boucle', join(folder, 'boucle'))
  await mkdir(join(folder, 'dossier'))
})
afterAll(() => rm(folder, { recursive: true }))

const at = (...names: string[]) => join(folder, ...names)
const said = async (work: () => Promise<unknown>) => complain(await work().catch((error: unknown) => error))

describe('what the file system refuses', () => {
  it.each<[what: string, path: string, says: RegExp, work: (path: string) => Promise<unknown>]>([
    ['no file', 'rien', /rien n’existe pas/, (path) => readFile(path)],
    [
      'a file for a folder',
      'fichier/x',
      /une partie de ce chemin n’est pas un dossier/,
      (path) => readFile(path),
    ],
    ['a folder for a file', 'dossier', /c’est un dossier/, (path) => aboutFile(path, () => readFile(path))],
    ['links without end', 'boucle', /ses liens tournent en rond/, (path) => readFile(path)],
    ['a name that is too long', 'x'.repeat(300), /son nom est trop long/, (path) => writeFile(path, '')],
    ['a folder in the place of a file', 'fichier', /fichier n’est pas un dossier/, makeFolder],
    ['a folder under a file', 'fichier/x', /n’est pas un dossier/, makeFolder],
    ['a file that is listed', 'fichier', /n’est pas un dossier/, (path) => readdir(path)],
  ])('is told in a sentence with its path: %s', async (_what, path, says, work) => {
    const sentence = await said(() => work(at(path)))
    expect(sentence).toMatch(says)
    expect(sentence).toContain(at(path).slice(0, 80))
    expect(sentence).not.toMatch(/ {4}at |Erreur inattendue/)
  })

  it('names the file that has no room left, which the system does not', async () => {
    const full = () =>
      aboutFile('/dev/full', async () => {
        await using file = await open('/dev/full', 'w')
        await file.writeFile('x')
      })
    expect(await said(full)).toMatch(/\/dev\/full : il n’y a plus de place \(ENOSPC\)/)
  })

  it('is told of the file of anchors too', async () => {
    const config = readConfig({ VAR_DIR: folder })
    for (const [anchorFile, says] of [
      ['/dev/full', /\/dev\/full : il n’y a plus de place/],
      [at('dossier'), /dossier : c’est un dossier/],
      [at('fichier', 'a', 'b'), /n’est pas un dossier .* ANCHOR_FILE/],
    ] as const) {
      expect(await said(() => notaryOf({ ...config, anchorFile }, 'secret').publish('{}'))).toMatch(says)
      // It is tried at the start, where what has no room left is not seen yet.
      if (anchorFile !== '/dev/full') expect(await said(() => tryAnchorFile({ anchorFile }))).toMatch(says)
    }
    await tryAnchorFile({ anchorFile: at('ancres', 'anchors.ndjson') })
    expect(await readFile(at('ancres', 'anchors.ndjson'), 'utf8')).toBe('')
  })

  it('says at once that the system makes no folder there', async () => {
    expect(await said(() => makeFolder('/proc/vigie/a/b'))).toMatch(
      /ne peut pas créer le dossier \/proc\/vigie : .* VAR_DIR, MAILBOX_DIR/,
    )
  })

  it('makes folders for this account alone, whatever stands already', async () => {
    await makeFolder(at('a', 'b', 'c'))
    await Promise.all([makeFolder(at('a', 'b', 'd', 'e')), makeFolder(at('a', 'b', 'd', 'e'))])
    expect((await readdir(at('a', 'b'))).toSorted()).toEqual(['c', 'd'])
    expect((await stat(at('a', 'b'))).mode & 0o777).toBe(0o700)
  })
})
