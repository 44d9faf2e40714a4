import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { count, lastOnes } from '#templates/words.ts'

const top = join(import.meta.dirname, '../..')
const folders = ['templates', 'adapters', 'bot']
/** Sentences in English, to programmers. */
const english = /^adapters\/matrix\/client\/|^bot\/command\.ts/

/** A plural right after a value: « 1 évènements ». What the value is, and the word. */
const counted = /\$\{((?:[^{}]|\{[^{}]*\})*)\} (\p{Ll}+[sx])(?![\p{L}’'])/gu
/** Values that are never one, words that have no singular, and invented texts. */
const fine = [
  /^(?:longestPath|Buffer\.byteLength\(path\)|items|limit$|numbers\.format|values\.toLocaleString|otherSheets \+ 1|digits|code\()/,
  /^(?:acts|acts \* 3|triple\[0\]|told|triple\.length|await count\('from delivery where digest_id)/,
]
const invariable = new Set(
  'fois avis dans plus depuis sous sans vers pas mais puis jamais inclus lots'.split(' '),
)

describe('what is counted', () => {
  it('is in the singular below two', () => {
    expect([0, 1, 2, 1200].map((n) => count(n, 'évènement'))).toEqual([
      '0 évènement',
      '1 évènement',
      '2 évènements',
      '1\u202f200 évènements',
    ])
    expect([1, 2].map(lastOnes)).toEqual(['le dernier', 'les 2 derniers'])
  })

  it('is counted by the one helper, wherever people read it', () => {
    const found = folders.flatMap((folder) =>
      readdirSync(join(top, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts') && !/demo\/(?:sentences|scenarios|past)/.test(name))
        .filter((name) => !english.test(`${folder}/${name}`))
        .flatMap((name) =>
          [...readFileSync(join(top, folder, name), 'utf8').matchAll(counted)]
            .filter(
              ([, value = '', word = '']) =>
                !invariable.has(word) &&
                !/count(?:ed)?\(/.test(value) &&
                !fine.some((one) => one.test(value)),
            )
            .map(([whole]) => `${folder}/${name}: ${whole}`),
        ),
    )
    expect(found).toEqual([])
  })
})
