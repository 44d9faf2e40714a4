import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { folderPost } from '#adapters/email/folder.ts'

it('takes away what a process that died was writing, and nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-folder-'))
  const draft = (id: string) => `.${id}.eml.0b0cc5de-7c5f-4a2e-9a53-5d3f0e6a3a10`
  const old = new Date(Date.now() - 3_600_000)
  for (const name of [draft('old'), draft('being-written'), 'kept.eml', '.other'])
    await writeFile(join(folder, name), 'x')
  for (const name of [draft('old'), 'kept.eml', '.other']) await utimes(join(folder, name), old, old)
  const post = folderPost(folder)
  await post.put({
    key: 'fresh',
    mail: { subject: 'S', text: 'T', html: '<p>T</p>' },
    from: { name: '', address: 'vigie@localhost' },
    to: { name: '', address: 'claire@localhost' },
    date: new Date(),
    messageId: '<fresh@localhost>',
    thread: undefined,
    headers: {},
  })
  expect((await readdir(folder)).toSorted()).toEqual(
    [draft('being-written'), '.other', 'fresh.eml', 'fresh.html', 'kept.eml'].toSorted(),
  )
  await rm(folder, { recursive: true })
})
