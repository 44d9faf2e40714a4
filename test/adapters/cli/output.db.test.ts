import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase } from '#test/database.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-output-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('what an operator’s command prints', () => {
  it('is said not to be whole when the file that it goes to takes no more', async () => {
    await using full = await open('/dev/full', 'w')
    const command = spawn('node', ['adapters/cli/main.ts', 'audit', '--csv'], {
      env: { ...process.env, VAR_DIR: folder, DATABASE_URL: await freshDatabase() },
      stdio: ['ignore', full.fd, 'pipe'],
    })
    let err = ''
    command.stderr?.setEncoding('utf8').on('data', (text: string) => {
      err += text
    })
    const [code] = await once(command, 'close')
    expect(err).toMatch(
      /^La sortie de la commande ne peut plus être écrite : il n’y a plus de place \(ENOSPC\)/,
    )
    expect(err).not.toContain('    at ')
    expect(code).toBe(1)
  })
})
