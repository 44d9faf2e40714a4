import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Found } from './find-clamd.ts'

export interface Clamd extends AsyncDisposable {
  /** `unix:/…` */
  readonly url: string
}

/** The harmless file that every antivirus takes for a virus, put together so that none takes this one for it. */
export const eicar = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
)

/** A real clamd that knows one signature: that of `eicar`. Nothing is downloaded. */
export async function startClamd(found: Extract<Found, { binary: string }>): Promise<Clamd> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-clamd-'))
  const socket = join(folder, 'clamd.sock')
  const md5 = createHash('md5').update(eicar).digest('hex')
  await writeFile(join(folder, 'own.hdb'), `${md5}:${eicar.length}:Eicar-Essai\n`)
  const config = join(folder, 'clamd.conf')
  await writeFile(config, `LocalSocket ${socket}\nDatabaseDirectory ${folder}\nForeground yes\n`)
  const libraries = found.libraries === undefined ? {} : { LD_LIBRARY_PATH: found.libraries }
  const daemon = spawn(found.binary, [`--config-file=${config}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...libraries },
  })
  let said = ''
  daemon.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const ended = new Promise<void>((done) => daemon.once('close', () => done()))
  const stop = async () => {
    daemon.kill('SIGTERM')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  for (let tries = 0; tries < 600 && daemon.exitCode === null; tries++) {
    if (existsSync(socket)) return { url: `unix:${socket}`, [Symbol.asyncDispose]: stop }
    await new Promise((done) => setTimeout(done, 50))
  }
  await stop()
  throw new Error(`clamd did not start: ${said}`)
}
