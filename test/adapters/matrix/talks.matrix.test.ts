import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWithSynapse } from '#test/synapse/given.ts'
import { playSteps, print, readTalk } from '#test/talks/play.ts'
import { openTheatre, type Theatre } from './play-on-tchap.ts'

const folder = new URL('../../talks/', import.meta.url).pathname
const textOf = (name: string) => readFileSync(join(folder, name), 'utf8')
/** The bot of this theatre tells at once, so that nothing can be taken back; it has no rules (signs.matrix.test.ts has). */
const onTheConsole = /^\((?:on peut annuler pendant|une règle avertit)/m
const files = readdirSync(folder).filter(
  (name) => name.endsWith('.talk.txt') && !onTheConsole.test(textOf(name)),
)

/** Only an account can be linked: on the console somebody whom the directory does not know is told another sentence. */
const otherwiseOnTchap = ['stranger.talk.txt']

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
