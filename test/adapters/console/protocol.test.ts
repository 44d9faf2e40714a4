import { describe, expect, it } from 'vitest'
import { fromTerminal, readLine } from '#adapters/console/protocol.ts'

describe('a line of a terminal', () => {
  it.each([
    { type: 'hello', as: 'claire@agri.example\u0000' },
    { type: 'say', id: 'a\u0000', text: 'aide' },
    { type: 'shown', key: 'a\ud800' },
  ])('is not understood when a name in it has what no text may have: %j', (line) => {
    expect(readLine(fromTerminal, JSON.stringify(line))).toBeUndefined()
  })

  it('may say anything: the bot cleans what it hears', () => {
    const line = { type: 'say', id: 'a', text: 'voir\u0000 A-2026.1' }
    expect(readLine(fromTerminal, JSON.stringify(line))).toEqual(line)
  })
})
