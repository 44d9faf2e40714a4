import { Readable } from 'node:stream'
import NodeClam from 'clamscan'
import type { Finding, Scanner } from '#core/documents/scanner.ts'

const patience = 120_000

/** ClamAV's daemon at `unix:/path/clamd.ctl` or `tcp://host:3310`; nothing is asked of it before the first content. */
export function clamdScanner(url: string): Scanner {
  let ready: Promise<NodeClam> | undefined
  const connect = async (): Promise<NodeClam> => {
    ready ??= new NodeClam().init({
      clamscan: { active: false },
      clamdscan: { ...addressOf(url), timeout: patience, localFallback: false, active: true },
      preference: 'clamdscan',
    })
    try {
      return await ready
    } catch (error) {
      // A daemon that was not there yet is asked anew.
      ready = undefined
      throw error
    }
  }
  return {
    async scan(content) {
      const daemon = await connect()
      return findingOf(
        await within(patience, daemon.scanStream(Readable.from(content, { objectMode: false }))),
      )
    },
  }
}

function addressOf(url: string): { socket: string } | { host: string; port: number } {
  const { protocol, pathname, hostname, port } = new URL(url)
  return protocol === 'unix:'
    ? { socket: pathname }
    : { host: hostname, port: Number(port === '' ? 3310 : port) }
}

function findingOf({ isInfected, viruses }: { isInfected: boolean | null; viruses: string[] }): Finding {
  if (isInfected === true) return { infected: true, signature: viruses.join(', ') || 'virus' }
  if (isInfected === false) return { infected: false }
  throw new Error('clamd gave no verdict')
}

/** The library waits for ever for a daemon that hangs up without a word. */
async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error(`clamd did not answer within ${ms / 1000} s`)), ms)
  try {
    return await Promise.race([answer, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
