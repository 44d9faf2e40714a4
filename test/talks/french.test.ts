import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const folder = import.meta.dirname
const talks = readdirSync(folder).filter((name) => name.endsWith('.talk.txt'))

/** What Vigie says of its own: not what people wrote, nor what it quotes of it or of the language. */
const ownWords = talks.flatMap((name) =>
  readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .map((line, at) => ({ at: `${name}:${at + 1}`, line: line.replaceAll(/`[^`]*`|«[^»]*»/g, '_') }))
    .filter(({ line }) => !line.startsWith('>')),
)
const those = (pattern: RegExp) => ownWords.filter(({ line }) => pattern.test(line))

describe('what Vigie says in the recorded conversations', () => {
  it('ends each sentence once', () => {
    expect(
      those(/[?!,;:][ \u00a0\u202f]?[?!,;:.]|(?<!\.)\.[ \u00a0\u202f]?[?!,;:.](?!\.)|…[ \u00a0\u202f]?[?!]/),
    ).toEqual([])
  })

  it('has accents on its capitals, but for labels that are official so', () => {
    const bare =
      /(?<![\p{L}-])(?:E(?:tablissement(?! - )|tat|v[eè]nement|chec|tape|l[ée]ment|cri[rtv])|A (?:quel|qui|la|l’|partir|ce|votre|noter|demain) )/u
    expect(those(bare)).toEqual([])
  })
})
