import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clamdScanner } from '#adapters/clamav/clamd.ts'
import { findClamd } from '#test/clamav/find-clamd.ts'
import { type Clamd, eicar, startClamd } from '#test/clamav/start-clamd.ts'

const found = await findClamd()
if ('skipped' in found) console.log(`test/adapters/clamav: skipped, ${found.skipped}`)

describe.skipIf('skipped' in found)('a real clamd', () => {
  let clamd: Clamd
  beforeAll(async () => {
    if (!('skipped' in found)) clamd = await startClamd(found)
  })
  afterAll(() => clamd[Symbol.asyncDispose]())

  it('says what it found in a content, and that another is clean, whatever their size', async () => {
    const scanner = clamdScanner(clamd.url)
    expect(await scanner.scan(eicar)).toEqual({ infected: true, signature: 'Eicar-Essai.UNOFFICIAL' })
    expect(await scanner.scan(Buffer.from('Bulletin d’analyse'))).toEqual({ infected: false })
    expect(await scanner.scan(Buffer.alloc(20 * 1024 * 1024, 'lait cru '))).toEqual({ infected: false })
  })
})

describe('a clamd that gives no verdict', () => {
  it('is no clean bill: what it says, or that it is not there, is thrown', async () => {
    await expect(clamdScanner('unix:/nowhere/clamd.sock').scan(eicar)).rejects.toThrow()
    const server = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.on('data', (data) => {
        if (data.toString('latin1').includes('PING')) socket.end('PONG\n')
        else if (data.at(-1) === 0) socket.end('INSTREAM size limit exceeded. ERROR\0')
      })
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    await expect(clamdScanner(`tcp://127.0.0.1:${port}`).scan(Buffer.from('x'))).rejects.toThrow()
    server.close()
  })
})
