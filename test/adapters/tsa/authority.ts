import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

const settings = `
[req]
distinguished_name = name
[name]
[tsa_cert]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
[tsa]
default_tsa = here
[here]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
certs = tsa.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
`

export interface Authority extends AsyncDisposable {
  readonly url: string
  readonly folder: string
  /** What it answers next instead of a stamp. */
  answerNext(answer: Buffer | number): void
  /** Its stamp of these bytes, whatever it is asked. */
  stampOf(said: string): Promise<Buffer>
}

/** An authority of time that speaks RFC 3161 by openssl; undefined where there is no openssl. */
export async function startAuthority(): Promise<Authority | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-tsa-'))
  const openssl = (...words: string[]) => run('openssl', words, { cwd: folder })
  try {
    await writeFile(join(folder, 'tsa.cnf'), settings)
    await writeFile(join(folder, 'serial'), '01\n')
    await openssl(
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', '-subj', '/CN=Horodatage d’essai'],
      ...['-config', 'tsa.cnf', '-extensions', 'tsa_cert', '-keyout', 'tsa.key', '-out', 'tsa.pem'],
    )
  } catch (error) {
    await rm(folder, { recursive: true })
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
  let next: Buffer | number | undefined
  const reply = async (question: Buffer) => {
    await writeFile(join(folder, 'question.tsq'), question)
    await openssl('ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'question.tsq', '-out', 'answer.tsr')
    return readAnswer(folder)
  }
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', async () => {
      const planned = next
      next = undefined
      if (typeof planned === 'number') return void response.writeHead(planned).end()
      if (request.headers['content-type'] !== 'application/timestamp-query')
        return void response.writeHead(415).end()
      const answer = planned ?? (await reply(Buffer.concat(parts)))
      response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(answer)
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/tsa`,
    folder,
    answerNext: (answer) => {
      next = answer
    },
    async stampOf(said) {
      await writeFile(join(folder, 'said'), said)
      await openssl('ts', '-query', '-data', 'said', '-sha256', '-cert', '-out', 'question.tsq')
      await openssl('ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'question.tsq', '-out', 'answer.tsr')
      return readAnswer(folder)
    },
    async [Symbol.asyncDispose]() {
      server.close()
      await rm(folder, { recursive: true })
    },
  }
}

async function readAnswer(folder: string): Promise<Buffer> {
  return readFile(join(folder, 'answer.tsr'))
}
