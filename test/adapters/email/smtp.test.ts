import { createServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createEmailChannel, type EmailChannel } from '#adapters/email/email.ts'
import { settableClock } from '#core/clock.ts'
import type { Message, Outcome } from '#core/diffusion/channel.ts'
import { createMailTemplates } from '#templates/render.ts'
import { digestOf, wholeNotice } from '#test/templates/email/samples.ts'
import { reply, type SmtpPeer, smtpPeer } from './smtp-peer.ts'

const templates = await createMailTemplates()
const clock = settableClock('2026-11-22T07:06:00Z')
const address = 'claire.vidal@exemple.gouv.fr'
const message: Message = { type: 'notice', notice: wholeNotice }

const opened: EmailChannel[] = []
afterEach(() => {
  for (const channel of opened.splice(0)) channel.close()
})

function channelTo(url: string, plain = true): EmailChannel {
  const transport = { type: 'smtp', url, plain, timeouts: { connection: 2000, silence: 300 } } as const
  const channel = createEmailChannel(
    { from: 'Vigie <vigie@exemple.fr>', transport, links: {} },
    templates,
    clock,
  )
  opened.push(channel)
  return channel
}

function sendTo(peer: SmtpPeer): Promise<Outcome> {
  return channelTo(peer.url).send('one', address, message)
}

describe('over SMTP', () => {
  it('a recipient refused for good (550) is a refusal in the server’s words', async () => {
    await using peer = await smtpPeer(() => ({
      onRcptTo: (_address, _session, done) => done(reply(550, '5.1.1 No such user')),
    }))
    expect(await sendTo(peer)).toEqual({
      state: 'refused',
      why: 'rejected',
      detail: expect.stringMatching(/^550 .*No such user/),
    })
  })

  it('a message refused for good (554 after DATA) is a refusal', async () => {
    await using peer = await smtpPeer(() => ({
      onData: (stream, _session, done) => stream.on('end', () => done(reply(554, '5.6.0 Rejected'))).resume(),
    }))
    expect(await sendTo(peer)).toEqual({
      state: 'refused',
      why: 'rejected',
      detail: expect.stringContaining('Rejected'),
    })
  })

  it.each([
    ['a full mailbox (450)', 450],
    ['a server that is going down (421)', 421],
    ['a server that is too busy (451)', 451],
  ])('%s is worth another attempt', async (_name, code) => {
    await using peer = await smtpPeer(() => ({
      onRcptTo: (_address, _session, done) => done(reply(code, 'try again later')),
    }))
    await expect(sendTo(peer)).rejects.toThrow(String(code))
    expect(peer.accepted).toEqual([])
  })

  it('a sender that the server does not want is for the operator to mend, not the recipient’s fault', async () => {
    await using peer = await smtpPeer(() => ({
      onMailFrom: (_address, _session, done) => done(reply(550, '5.7.1 Sender not allowed')),
    }))
    await expect(sendTo(peer)).rejects.toThrow('Sender not allowed')
  })

  it('a connection cut before DATA is worth another attempt, which then arrives', async () => {
    let cut = true
    await using peer = await smtpPeer(({ drop }) => ({
      onRcptTo: (_address, _session, done) => {
        if (!cut) return done()
        cut = false
        drop()
      },
    }))
    const channel = channelTo(peer.url)
    await expect(channel.send('one', address, message)).rejects.toThrow('SMTP smtp://127.0.0.1')
    expect(await channel.send('one', address, message)).toMatchObject({ state: 'delivered' })
    expect(peer.mailbox()).toHaveLength(1)
  })

  it('a connection cut after DATA, before the answer, repeats with the same Message-ID: the mailbox shows it once', async () => {
    let cut = true
    await using peer = await smtpPeer(({ drop }) => ({
      afterData: () => {
        if (!cut) return
        cut = false
        drop()
      },
    }))
    const channel = channelTo(peer.url)
    await expect(channel.send('one', address, message)).rejects.toThrow('SMTP')
    expect(await channel.send('one', address, message)).toMatchObject({ state: 'delivered' })
    expect(peer.accepted).toHaveLength(2)
    expect(peer.mailbox().map((mail) => mail.messageId)).toEqual(['<one@exemple.fr>'])
  })

  it('a server that falls silent is given up, and the next attempt is its own', async () => {
    let silent = true
    await using peer = await smtpPeer(() => ({
      onRcptTo: (_address, _session, done) => {
        if (!silent) done()
        silent = false
      },
    }))
    const channel = channelTo(peer.url)
    await expect(channel.send('one', address, message)).rejects.toThrow(/ETIMEDOUT|Timeout/i)
    expect(await channel.send('one', address, message)).toMatchObject({ state: 'delivered' })
  })

  it('a server that is not there is named in the error, without the credentials', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    const port = await new Promise<number>((resolve) =>
      taken.once('listening', () => {
        const where = taken.address()
        resolve(typeof where === 'object' && where !== null ? where.port : 0)
      }),
    )
    await new Promise((resolve) => taken.close(resolve))
    const channel = channelTo(`smtp://vigie:s%C3%A9cret-42@127.0.0.1:${port}`)
    const error = await channel.send('one', address, message).catch((problem: unknown) => String(problem))
    expect(error).toContain(`127.0.0.1:${port}`)
    expect(error).not.toMatch(/s%C3%A9cret|sécret/)
  })

  it('credentials that the server refuses are an error without the credentials, even when the server repeats them', async () => {
    await using peer = await smtpPeer(() => ({
      authOptional: false,
      onAuth: ({ username, password }, _session, done) => done(reply(535, `no: ${username} ${password}`)),
    }))
    const url = peer.url.replace('//', '//vigie:s%C3%A9cret-42@')
    const error = await channelTo(url)
      .send('one', address, message)
      .catch((problem: unknown) => String(problem))
    expect(error).toContain('535')
    expect(error).not.toMatch(/s%C3%A9cret|sécret/)
  })

  it('without TLS, nothing is sent and no password is said unless the operator allows it', async () => {
    const said: unknown[] = []
    await using peer = await smtpPeer(() => ({
      disabledCommands: ['STARTTLS'],
      onAuth: (auth, _session, done) => {
        said.push(auth)
        done(null, { user: 'vigie' })
      },
    }))
    const url = peer.url.replace('//', '//vigie:secret-42@')
    const refused = channelTo(url, false)
    const error = await refused.send('one', address, message).catch((problem: unknown) => String(problem))
    expect(error).toMatch(/ETLS .*\(SMTP_ALLOW_PLAIN=oui would send without TLS\)/)
    expect([await refused.check(), said, peer.accepted]).toEqual([{ state: 'no-tls' }, [], []])
    const allowed = channelTo(peer.url)
    expect(await allowed.check()).toEqual({ state: 'ready' })
    expect(await allowed.send('one', address, message)).toMatchObject({ state: 'delivered' })
  })

  it('a certificate that nobody signed is no TLS either', async () => {
    await using peer = await smtpPeer(() => ({ hideSTARTTLS: false }))
    const check = await channelTo(peer.url, false).check()
    expect(check).toEqual({ state: 'refused', detail: expect.stringContaining('certificate') })
    expect(peer.accepted).toEqual([])
  })

  it('a server that is not there is said so, without the credentials', async () => {
    const check = await channelTo('smtp://vigie:secret-42@127.0.0.1:1').check()
    expect(check).toEqual({ state: 'refused', detail: expect.stringContaining('ECONNREFUSED') })
    expect(JSON.stringify(check)).not.toContain('secret-42')
  })

  it('one recipient is named on the envelope, whatever a digest holds', async () => {
    await using peer = await smtpPeer()
    await channelTo(peer.url).send('digest', address, { type: 'digest', digest: digestOf(40) })
    expect(peer.accepted.map(({ to }) => to)).toEqual([[address]])
    expect(peer.accepted[0]?.mail.html).toContain('A-2026.40')
  })
})
