import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { playTalk, readTalk } from './play.ts'

const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.talk.txt'))
/** `RECORD=1` writes what the bot answers now into the files; then read the difference before keeping it. */
const recording = process.env.RECORD === '1'

function answersOf(talk: string): string {
  const answers = talk.split('\n').filter((line) => !line.startsWith('>'))
  return answers.join('\n').replaceAll(/« [^»]*»/g, '«»')
}

describe('a recorded conversation', () => {
  it.each(files)('goes as written: %s', async (name) => {
    const path = join(import.meta.dirname, name)
    const file = readFileSync(path, 'utf8')
    const played = await playTalk(readTalk(file))
    if (recording) writeFileSync(path, played)
    expect(played).toBe(recording ? played : file)
    // What is joined to a full stop may bring its own; a name that stands for a value is only shown in a usage.
    expect(
      answersOf(played).match(/[^\n.]*(?<!\.)[.!?…]\.(?!\.)[^\n]*|[^\n]*\p{L}:(?:,|[ `]*$)[^\n]*/gmu) ?? [],
    ).toEqual([])
  })
})
