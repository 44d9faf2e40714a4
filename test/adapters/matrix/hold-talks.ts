import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWithSynapse } from '#test/synapse/given.ts'
import { textOf } from '#test/talks/on-tchap.ts'
import { playSteps, print, readTalk } from '#test/talks/play.ts'
import { openTheatre, type Theatre } from './play-on-tchap.ts'

/** Only an account can be linked: on the console somebody whom the directory does not know is told another sentence. */
const otherwiseOnTchap = ['stranger.talk.txt']

/** Tests that each of these recorded conversations is answered on Tchap as it is on the console. */
export function holdTalks(files: readonly string[]): void {
  describeWithSynapse('a recorded conversation, held on Tchap', (synapse) => {
    let theatre: Theatre
    beforeAll(async () => {
      theatre = await openTheatre(synapse)
    })
    afterAll(() => theatre[Symbol.asyncDispose]())

    it.each(files)('is answered as recorded: %s', async (name) => {
      const file = textOf(name)
      const talk = readTalk(file)
      const expected = await playSteps(talk, { tchap: true })
      if (!otherwiseOnTchap.includes(name)) expect(print(talk, expected)).toBe(file)
      const { read, wanted, surplus } = await theatre.play(expected)
      expect(read).toEqual(wanted)
      expect(surplus).toEqual([])
    })
  })
}
