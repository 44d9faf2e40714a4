import type { Interface } from 'node:readline'

/** What a terminal is asked, so that it marks what is pasted: Node then tells of its beginning and its end. */
export const bracketedPaste = { on: '\u001b[?2004h', off: '\u001b[?2004l' }

/** ms within which lines come together: nobody types two so fast. */
const together = 30

interface Events {
  /** One message, of one line or of many. */
  say(text: string): void
  /** So many lines wait for Enter. */
  held(lines: number): void
}

/** Lines of a terminal as messages: what is pasted is one, said by Enter, never a line of it as a command. */
export interface PasteGuard {
  /** A line that Enter, or a line end in what was pasted, ended. */
  line(text: string): void
  /** @returns whether something was held */
  drop(): boolean
}

/** @param input where Node tells of keys; a terminal that marks no paste is known by how fast its lines come */
export function guardPaste(
  input: NodeJS.EventEmitter,
  screen: Pick<Interface, 'line'>,
  events: Events,
): PasteGuard {
  let pasting = false
  let held: string[] = []
  let latest: NodeJS.Timeout | undefined
  /** Lines that came together, outside of marks. */
  let burst = 0

  input.on('keypress', (_typed: unknown, key: { readonly name?: string } | undefined) => {
    if (key?.name === 'paste-start') pasting = true
    if (key?.name !== 'paste-end') return
    pasting = false
    if (held.length > 0) events.held(held.length + (screen.line === '' ? 0 : 1))
  })

  const settle = () => {
    latest = undefined
    const alone = burst === 1 && screen.line === ''
    burst = 0
    // One line, and nothing with it: that was Enter. A slow link may bring what is pasted in pieces of several.
    if (alone) say()
    else events.held(held.length + (screen.line === '' ? 0 : 1))
  }
  const say = () => {
    const text = held.join('\n')
    held = []
    events.say(text)
  }

  return {
    line(text) {
      held.push(text)
      if (pasting) return
      burst += 1
      clearTimeout(latest)
      latest = setTimeout(settle, together)
    },
    drop() {
      const some = held.length > 0
      clearTimeout(latest)
      latest = undefined
      burst = 0
      held = []
      return some
    },
  }
}
