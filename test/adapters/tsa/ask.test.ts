import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { timeAuthority } from '#adapters/tsa/ask.ts'
import { readStamp } from '#adapters/tsa/read-stamp.ts'
import { readStampLines } from '#adapters/tsa/read-stamp-lines.ts'
import { startAuthority } from './authority.ts'

const authority = await startAuthority()
afterAll(() => authority?.[Symbol.asyncDispose]())

const said = Buffer.from('{"format":1,"rank":1}')

describe.skipIf(authority === undefined)('an authority of time (needs openssl: else skipped)', () => {
  const { url = '', folder = '' } = authority ?? {}

  it('stamps what it is asked, as openssl itself finds', async () => {
    const token = await timeAuthority(url).stamp(said)
    const stamp = await readStamp(token, said)
    expect(stamp.holds).toBe(true)
    expect(Math.abs(stamp.at.getTime() - Date.now())).toBeLessThan(60_000)
    await writeFile(join(folder, 'token'), token)
    await writeFile(join(folder, 'data'), said)
    const words = ['ts', '-verify', '-data', 'data', '-in', 'token', '-token_in', '-CAfile', 'tsa.pem']
    const { stdout } = await promisify(execFile)('openssl', words, { cwd: folder })
    expect(stdout).toContain('Verification: OK')
  })

  it('that stamps something else, refuses, fails or answers nonsense is not believed', async () => {
    authority?.answerNext((await authority?.stampOf('something else')) ?? 500)
    await expect(timeAuthority(url).stamp(said)).rejects.toThrow('something else')
    authority?.answerNext(503)
    await expect(timeAuthority(url).stamp(said)).rejects.toThrow('503')
    authority?.answerNext(Buffer.from('<html>'))
    await expect(timeAuthority(url).stamp(said)).rejects.toThrow()
    // A refusal, as RFC 3161 writes it: status 2, and no token.
    authority?.answerNext(Buffer.from('30053003020102', 'hex'))
    await expect(timeAuthority(url).stamp(said)).rejects.toThrow('status 2')
  })

  it('is held against the anchor that it names in the file', async () => {
    const anchor = '{"rank":1,"heads":[]}'
    const token = Buffer.from(await timeAuthority(url).stamp(Buffer.from(anchor))).toString('base64')
    const stamp = JSON.stringify({ stampOf: 1, token })
    expect(await readStampLines([anchor, stamp])).toEqual([{ rank: 1, holds: true }])
    expect(await readStampLines(['{"rank":1,"heads":[1]}', stamp])).toEqual([{ rank: 1, holds: false }])
    expect(await readStampLines([anchor, '{"stampOf":1,"token":"AAAA"}', 'x'])).toEqual([
      { rank: 1, holds: false },
    ])
  })
})
