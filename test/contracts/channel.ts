import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '#core/diffusion/channel.ts'
import { changesNotice, digestOf, wholeNotice } from '#test/templates/email/samples.ts'

/** A channel with the eyes of its recipient. */
export interface ChannelUnderTest extends AsyncDisposable {
  readonly channel: Channel
  /** An address that receives. */
  readonly address: string
  /** One that the channel refuses for good. */
  readonly badAddress: string
  /** What the recipient sees, as plain text, one for each message, in the order they came. */
  shown(): Promise<readonly string[]>
}

/** What core/diffusion/channel.ts asks of every channel. */
export function channelContract(name: string, make: () => Promise<ChannelUnderTest>): void {
  describe(`the channel ${name}`, () => {
    let under: ChannelUnderTest
    beforeAll(async () => {
      under = await make()
    })
    afterAll(async () => {
      await under[Symbol.asyncDispose]()
    })

    const send = (key: string, message: Parameters<Channel['send']>[2], address = under.address) =>
      under.channel.send(key, address, message)
    /** What the recipient sees besides what he saw before `act`. */
    const newlyShown = async (act: () => Promise<unknown>) => {
      const before = await under.shown()
      await act()
      return (await under.shown()).slice(before.length)
    }

    it('tells of an event by number and title when nothing else can be put in form, in plain words', async () => {
      const events = [{ number: 'A-2026.3', title: '1. '.repeat(3000) }]
      const { reader } = wholeNotice
      const [shown] = await newlyShown(() => send('bare', { type: 'bare', reader, events }))
      expect(shown).toContain('A-2026.3 – 1. 1.')
      expect(shown).toContain('voir A-2026.3')
    })

    it('delivers a notice with a receipt, and shows the whole record and why it came', async () => {
      const shown = await newlyShown(async () => {
        const outcome = await send('whole', { type: 'notice', notice: wholeNotice })
        expect(outcome).toEqual({ state: 'delivered', receipt: expect.stringMatching(/./) })
      })
      expect(shown).toHaveLength(1)
      for (const part of [
        'A-2026.12',
        'Listeria monocytogenes',
        'Brie de Meaux au lait cru',
        'danger:listeria',
      ])
        expect(shown[0]).toContain(part)
      expect(shown[0]).toContain('ne plus suivre A-2026.12')
    })

    it('shows what changed, with the entry’s text', async () => {
      const [shown] = await newlyShown(() => send('changes', { type: 'notice', notice: changesNotice }))
      for (const part of ['Les deux magasins ont retiré le produit.', 'L2026-120', 'Retrait et rappel'])
        expect(shown).toContain(part)
    })

    it('shows a digest as one message with all its events', async () => {
      const shown = await newlyShown(() => send('digest', { type: 'digest', digest: digestOf(3) }))
      expect(shown).toHaveLength(1)
      for (const part of ['A-2026.1', 'A-2026.2', 'A-2026.3']) expect(shown[0]).toContain(part)
    })

    it('shows the same key once, with the same receipt, also after the content changed', async () => {
      const shown = await newlyShown(async () => {
        const first = await send('twice', { type: 'notice', notice: wholeNotice })
        const second = await send('twice', { type: 'notice', notice: wholeNotice })
        const other = await send('twice', { type: 'notice', notice: changesNotice })
        expect([second, other]).toEqual([first, first])
      })
      expect(shown).toHaveLength(1)
    })

    it('shows the same key once when it is sent by two at the same time', async () => {
      const shown = await newlyShown(() =>
        Promise.all([1, 2, 3].map(() => send('race', { type: 'notice', notice: wholeNotice }))),
      )
      expect(shown).toHaveLength(1)
    })

    it('refuses an address that cannot receive, says why, and shows nothing', async () => {
      const shown = await newlyShown(async () => {
        const outcome = await send('refused', { type: 'notice', notice: wholeNotice }, under.badAddress)
        expect(outcome).toEqual({ state: 'refused', why: expect.stringMatching(/./) })
      })
      expect(shown).toEqual([])
    })
  })
}
