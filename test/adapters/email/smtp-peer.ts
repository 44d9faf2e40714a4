import { once } from 'node:events'
import type { Socket } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** A real SMTP server on the loopback that keeps what it accepts, with hooks to misbehave. */
export interface SmtpPeer extends AsyncDisposable {
  readonly url: string
  /** Every message accepted, repeats included, as it came over the wire. */
  readonly accepted: readonly { readonly raw: string; readonly mail: Email; readonly to: readonly string[] }[]
  /** Cuts every connection. */
  drop(): void
  /** What a mailbox shows: a receiving server that drops repeated Message-IDs. */
  mailbox(): Email[]
}

export interface Misbehaviour
  extends Partial<
    Pick<
      SMTPServerOptions,
      'onMailFrom' | 'onRcptTo' | 'onData' | 'onAuth' | 'authOptional' | 'hideSTARTTLS' | 'disabledCommands'
    >
  > {
  /** Called when a message was kept, before the server says so. */
  readonly afterData?: () => void
}

export async function smtpPeer(
  misbehave: (peer: Pick<SmtpPeer, 'drop'>) => Misbehaviour = () => ({}),
): Promise<SmtpPeer> {
  const sockets = new Set<Socket>()
  const drop = () => {
    for (const socket of sockets) socket.destroy()
  }
  const accepted: { raw: string; mail: Email; to: string[] }[] = []
  const { afterData, ...hooks } = misbehave({ drop })
  const server = new SMTPServer({
    hideSTARTTLS: true,
    authOptional: true,
    closeTimeout: 100,
    onData: async (stream, session, done) => {
      const raw = Buffer.concat(await Array.fromAsync<Buffer>(stream)).toString('latin1')
      const mail = await PostalMime.parse(Buffer.from(raw, 'latin1'))
      accepted.push({ raw, mail, to: session.envelope.rcptTo.map(({ address }) => address) })
      afterData?.()
      done()
    },
    ...hooks,
  })
  // A connection that the test drops is the test's matter.
  server.on('error', () => undefined)
  server.server.on('connection', (socket) => sockets.add(socket))
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const address = listening.address()
  if (address === null || typeof address === 'string') throw new Error('the peer listens on no port')
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    accepted,
    drop,
    mailbox: () =>
      [...new Map(accepted.toReversed().map(({ mail }) => [mail.messageId, mail])).values()].reverse(),
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** An SMTP reply as an error that smtp-server sends. */
export function reply(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code })
}
