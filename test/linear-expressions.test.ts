import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'
import { check } from 'recheck'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const top = resolve(import.meta.dirname, '..')
const folders = ['core', 'search', 'templates', 'bot', 'adapters']

/** Read at most 500 characters of a line that an operator imports (nomenclature-codes.ts). */
const bounded = /^adapters\/rasff\/[a-z]+-words\.ts$/
/** Not analysed, for what they read is short. */
const short: readonly { readonly file: string; readonly begins: string }[] = [
  // The 60 characters before a number.
  { file: 'core/kinds/company-numbers.ts', begins: '(?:n ?[°ºo]' },
]
/** Made of constants; test/linear-readers.test.ts has them read long texts. */
const composed = ['adapters/matrix/names-of-bot.ts', 'bot/grammar/ways.ts', 'core/clean-text.ts']

interface Expression {
  readonly pattern: string
  readonly flags: string
  readonly at: string
}

const files = folders.flatMap((folder) =>
  readdirSync(join(top, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`),
)
const expressions: Expression[] = []
const made = new Set<string>()
for (const file of files.filter((name) => !bounded.test(name))) {
  const source = readFileSync(join(top, file), 'utf8')
  new Visitor({
    Literal(node) {
      if (!('regex' in node)) return
      if (short.some((one) => one.file === file && node.regex.pattern.startsWith(one.begins))) return
      const line = source.slice(0, node.start).split('\n').length
      expressions.push({ ...node.regex, at: `${file}:${line}` })
    },
    NewExpression(node) {
      if (node.callee.type === 'Identifier' && node.callee.name === 'RegExp') made.add(file)
    },
  }).visit(parseSync(file, source).program)
}

/** What was found before, under node_modules: an analysis takes a tenth of a second, and expressions seldom change. */
const remembered = join(top, 'node_modules/.cache/linear-expressions.json')

/** The analysis runs in a process of its own, which a busy machine may end: it is then begun anew. */
async function analysed(pattern: string, flags: string, tries = 3): ReturnType<typeof check> {
  const found = await check(pattern, flags, { timeout: null, randomSeed: 1 })
  return found.status === 'unknown' && tries > 1 ? analysed(pattern, flags, tries - 1) : found
}

describe('every regular expression', () => {
  it('takes time that grows as the text does: none tries a long run again from each of its places', {
    timeout: 600_000,
  }, async () => {
    const known = readKnown()
    const wrong: string[] = []
    for (const { pattern, flags, at } of expressions) {
      const name = `/${pattern}/${flags}`
      if (known.has(name)) continue
      const found = await analysed(pattern, flags)
      if (found.status === 'safe') known.add(name)
      else if (found.status === 'vulnerable')
        wrong.push(`${at} ${name}: ${found.complexity.summary}, as on ${found.attack.pattern}`)
      else wrong.push(`${at} ${name}: not analysed`)
    }
    mkdirSync(join(remembered, '..'), { recursive: true })
    writeFileSync(remembered, JSON.stringify([...known]))
    expect(wrong).toEqual([])
    expect(expressions.length).toBeGreaterThan(200)
  })

  it('is written out, where it can be analysed', () => {
    expect([...made].sort()).toEqual(composed)
  })
})

function readKnown(): Set<string> {
  try {
    return new Set(z.array(z.string()).parse(JSON.parse(readFileSync(remembered, 'utf8'))))
  } catch {
    // None was remembered yet.
    return new Set()
  }
}
