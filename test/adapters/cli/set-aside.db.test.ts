import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { UsageError } from '#adapters/cli/command.ts'
import { setAsideCommand } from '#adapters/cli/commands/set-aside.ts'
import { readConfig } from '#adapters/config.ts'
import { waitingMessages } from '#adapters/console/channel.ts'
import { openParts, type Parts } from '#adapters/parts.ts'
import { setAside } from '#bot/set-aside.ts'
import { settableClock } from '#core/clock.ts'
import { freshDatabase } from '#test/database.ts'
import { addAgents } from '../console/agents.ts'

const claire = 'claire.vidal@exemple.gouv.fr'
let parts: Parts
beforeAll(async () => {
  const url = await freshDatabase()
  const secretKey = Buffer.alloc(32, 5).toString('base64')
  const config = readConfig({ DATABASE_URL: url, SECRET_KEY: secretKey })
  const clock = settableClock('2026-11-23T08:00:00Z')
  parts = await openParts(url, config, clock, pino({ level: 'silent' }))
  await addAgents(parts.store, [claire])
})
afterAll(() => parts[Symbol.asyncDispose]())

async function run(words: readonly string[], relancer = false): Promise<string> {
  const lines: string[] = []
  const say = (line: string) => void lines.push(line)
  const progress = () => ({ update: () => undefined, stop: () => undefined })
  await setAsideCommand.run(parts, { words, options: { relancer }, say, progress })
  return lines.join('\n')
}

const keep = (message: object) => {
  const named = { provider: 'console', id: 'm1', room: 'r', sender: claire }
  return setAside(parts.store.read(), parts.clock, { ...named, message, error: new RangeError('too deep') })
}

describe('ecartes', () => {
  it('says that nothing is set aside, or that nothing is under a reference', async () => {
    expect(await run([])).toBe('Aucun message mis de côté.')
    await expect(run(['1f0c9a2b'])).rejects.toThrow(UsageError)
  })

  it('lists what is, and shows one whole', async () => {
    const reference = await keep({ text: 'bonjour' })
    expect(await run([])).toMatch(
      new RegExp(`^${reference}  23 novembre 2026 à 9 h 00  console  ${claire}  RangeError: too deep`),
    )
    expect(await run([reference])).toContain('"text": "bonjour"')
  })

  it('has it heard again: its author gets the answer in his terminal, and it is listed no more', async () => {
    const message = { provider: 'console', from: claire, room: 'r', id: 'm1', text: 'bonjour' }
    const reference = await keep(message)
    expect(await run([reference], true)).toContain(`${reference}  repris : Bonjour`)
    const waiting = await waitingMessages(parts.store, claire, [], 10)
    expect(waiting.map(({ text }) => text).join()).toContain('Bonjour')
    expect(await run([])).toBe('Aucun message mis de côté.')
  })

  it('keeps what is no message', async () => {
    const reference = await keep({ odd: true })
    expect(await run([], true)).toContain('ne peut pas être repris')
    expect(await run([])).toContain(reference)
  })
})
