import { beforeEach, describe, expect, it } from 'vitest'
import type { Channel, Message } from '#core/diffusion/channel.ts'
import type { Notice } from '#core/diffusion/notice.ts'
import { sendDigestOf, sendNotice } from '#core/diffusion/send-safely.ts'
import { wordDigest } from '#templates/chat/digest.ts'
import { digestOf, wholeNotice } from '#test/templates/email/samples.ts'

const sent: Message[] = []
const reported: unknown[] = []
const report = (_key: string, error: unknown) => void reported.push(error)
beforeEach(() => {
  sent.length = 0
  reported.length = 0
})

const poison = 'poison'
function word(message: Message): void {
  const notices =
    message.type === 'digest' ? message.digest.notices : message.type === 'notice' ? [message.notice] : []
  if (notices.some(({ event }) => event.title === poison)) throw new RangeError('too deep')
}
const channel: Channel = {
  name: 'console',
  word,
  send: async (key, _address, message) => {
    word(message)
    sent.push(message)
    return { state: 'delivered', receipt: key }
  },
}
const poisoned = (notice: Notice): Notice => ({ ...notice, event: { ...notice.event, title: poison } })
const { reader } = wholeNotice

describe('a notice that cannot be put in form', () => {
  it('goes with its number and title, and is reported', async () => {
    expect(await sendNotice(channel, 'k', poisoned(wholeNotice), report)).toEqual({
      state: 'delivered',
      receipt: 'k',
    })
    expect(sent).toEqual([{ type: 'bare', reader, events: [{ number: 'A-2026.12', title: poison }] }])
    expect(reported).toEqual([new RangeError('too deep')])
  })

  it('is another thing than a channel that is down: that is tried again as it is', async () => {
    const down: Channel = { ...channel, send: () => Promise.reject(new Error('no connection')) }
    await expect(sendNotice(down, 'k', wholeNotice, report)).rejects.toThrow('no connection')
    expect(reported).toEqual([])
  })
})

describe('a digest', () => {
  const digest = digestOf(3)
  const [first, ...others] = digest.notices
  const withPoison = { ...digest, notices: [...(first === undefined ? [] : [poisoned(first)]), ...others] }

  it('names the event that cannot be put in form, and tells all the others', async () => {
    await sendDigestOf(channel, 'k', withPoison, report)
    const leftOut = [{ number: first?.event.number, title: poison }]
    expect(sent).toEqual([{ type: 'digest', digest: { ...withPoison, notices: others, leftOut } }])
    const { text } = wordDigest({ ...digest, leftOut: [{ number: 'A-2026.3', title: 'Brie' }] })
    expect(text).toContain('N’a pas pu être mis en forme ici\u00a0: A-2026.3 (Brie).')
    expect(text).toContain('voir A-2026.3')
  })

  it('of which nothing can be put in form names all of it', async () => {
    await sendDigestOf(channel, 'k', { ...digest, notices: digest.notices.map(poisoned) }, report)
    expect(sent).toMatchObject([{ type: 'bare', reader }])
  })

  it('goes whole otherwise', async () => {
    await sendDigestOf(channel, 'k', digest, report)
    expect(sent).toEqual([{ type: 'digest', digest }])
  })
})
