import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { guardPaste } from '#adapters/console/paste.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function terminal() {
  const keys = new EventEmitter()
  const screen = { line: '' }
  const said: string[] = []
  const held: number[] = []
  const guard = guardPaste(keys, screen, {
    say: (text) => void said.push(text),
    held: (lines) => void held.push(lines),
  })
  return {
    said,
    held,
    drop: () => guard.drop(),
    enter(line: string) {
      screen.line = ''
      guard.line(line)
    },
    paste(text: string, marked: boolean) {
      if (marked) keys.emit('keypress', undefined, { name: 'paste-start' })
      const lines = text.split('\n')
      for (const line of lines.slice(0, -1)) this.enter(line)
      screen.line = lines.at(-1) ?? ''
      if (marked) keys.emit('keypress', undefined, { name: 'paste-end' })
      vi.advanceTimersByTime(50)
    },
  }
}

describe('what is typed and pasted at a terminal', () => {
  it('is said line by line when it is typed', () => {
    const { enter, said, held } = terminal()
    for (const line of ['aide', 'mes abonnements']) {
      enter(line)
      vi.advanceTimersByTime(50)
    }
    expect([said, held]).toEqual([['aide', 'mes abonnements'], []])
  })

  it.each([true, false])(
    'is one message when it is pasted, said by Enter (marked by the terminal: %s)',
    (marked) => {
      const one = terminal()
      one.paste('point A-2026.1 Bonjour,\n\nle lot est retiré.\nMarc', marked)
      expect([one.said, one.held]).toEqual([[], [4]])
      one.enter('Marc')
      vi.advanceTimersByTime(50)
      expect(one.said).toEqual(['point A-2026.1 Bonjour,\n\nle lot est retiré.\nMarc'])
      one.enter('aide')
      vi.advanceTimersByTime(50)
      expect(one.said.slice(1)).toEqual(['aide'])
    },
  )

  it('ends with a line end or not, it is the same', () => {
    const one = terminal()
    one.paste('un\ndeux\n', true)
    expect(one.held).toEqual([2])
    one.enter('')
    vi.advanceTimersByTime(50)
    expect(one.said).toEqual(['un\ndeux\n'])
  })

  it('is one message when a slow link brings it in pieces', () => {
    const one = terminal()
    one.paste('point A-2026.1 Bonjour,\nle lot est retiré\n', false)
    one.paste('annuler\nMarc', false)
    expect([one.said, one.held]).toEqual([[], [2, 4]])
    one.enter('Marc')
    vi.advanceTimersByTime(50)
    expect(one.said).toEqual(['point A-2026.1 Bonjour,\nle lot est retiré\nannuler\nMarc'])
  })

  it('is forgotten when asked to, and nothing of it is said', () => {
    const one = terminal()
    one.paste('un\ndeux', true)
    expect(one.drop()).toBe(true)
    expect(one.drop()).toBe(false)
    one.enter('aide')
    vi.advanceTimersByTime(50)
    expect(one.said).toEqual(['aide'])
  })

  it('is a line like another when it has one', () => {
    const one = terminal()
    one.paste('chercher brie', true)
    one.enter('chercher brie')
    vi.advanceTimersByTime(50)
    expect([one.said, one.held]).toEqual([['chercher brie'], []])
  })
})
