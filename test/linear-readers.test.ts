import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { others, within, withMore } from './linear-readers.ts'

const top = resolve(import.meta.dirname, '..')
const folders = ['core', 'search', 'templates', 'bot', 'adapters']
/** How functions call what somebody wrote. */
const texts = /^(?:text|written|said|sent|markdown|body|line|html|word|csv|given|topic|part)$/

interface Found {
  /** `bot/grammar/read.ts read`. */
  readonly name: string
  /** The text is all that it must be given. */
  readonly alone: boolean
}

/** Every exported function that is given a text. */
const found = folders.flatMap((folder) =>
  readdirSync(join(top, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !(folder === 'adapters' && name.startsWith('demo/')))
    .flatMap((name) => readersIn(`${folder}/${name}`)),
)

function readersIn(file: string): Found[] {
  const all: Found[] = []
  new Visitor({
    ExportNamedDeclaration({ declaration }) {
      if (declaration?.type !== 'FunctionDeclaration' || declaration.async) return
      const given = declaration.params.map((param) => {
        const named = param.type === 'AssignmentPattern' ? param.left : param
        const isText =
          named.type === 'Identifier' &&
          named.typeAnnotation?.typeAnnotation.type === 'TSStringKeyword' &&
          texts.test(named.name)
        const needed = param.type !== 'AssignmentPattern' && !(named.type === 'Identifier' && named.optional)
        return { isText, needed }
      })
      const needed = given.filter((one) => one.needed)
      const alone = needed.length === 1 && needed[0]?.isText === true
      if (given.some(({ isText }) => isText)) all.push({ name: `${file} ${declaration.id?.name}`, alone })
    },
  }).visit(parseSync(file, readFileSync(join(top, file), 'utf8')).program)
  return all
}

const isReader = z.custom<(text: string) => unknown>((value) => typeof value === 'function')

async function readerOf(name: string): Promise<(text: string) => unknown> {
  const listed = withMore[name] ?? within[name]
  if (listed !== undefined) return listed
  const [file = '', exported = ''] = name.split(' ')
  const module: unknown = await import(join(top, file))
  return isReader.parse(z.record(z.string(), z.unknown()).parse({ ...Object(module) })[exported])
}

/** What texts repeat to do harm: alone, before or after something else, opened and never closed, parted without end. */
const repeated = [
  ...[
    '.',
    '!',
    ' ',
    '\n',
    'a',
    '0',
    'é',
    '-',
    '*',
    '**',
    '_',
    '`',
    '[',
    '(',
    '«',
    '« ',
    '"',
    '“',
    '<',
    ',',
    ';',
    ':',
  ],
  ...[
    'a ',
    '1 ',
    'a:',
    'a: ',
    'a,',
    '1. ',
    '- ',
    '> ',
    '[a](',
    '[a](https://a',
    '**a',
    'a:« ',
    'a\n',
    'lots:L1, ',
  ],
  ...[
    'lots:x\n',
    'A-2026.1 ',
    '__proto__',
    '34700 ',
    'a@',
    'chaque jour ',
    'et ',
    'OU ',
    'NON ',
    '<mx-reply>',
    '@a:a ',
  ],
]
const families: readonly ((n: number) => string)[] = repeated.flatMap((piece) => {
  const run = (n: number) => piece.repeat(Math.ceil(n / piece.length))
  return [run, (n: number) => `${run(n)}x`, (n: number) => `x ${run(n)}\n»`]
})

/** Characters of a text that is tried: more than a chat takes, past the sizes at which a function does otherwise. */
const long = 16_000
/** Ms of work under which it is not worth a second look: what grows as the square of a text takes much more. */
const little = 50
/** Linear work grows by 4 when the text does, its square by 16. */
const mostGrowth = 8

/** Ms of this thread's own work: what else the machine does is no part of it. It is counted coarsely, so it is summed. */
function costOf(read: (text: string) => unknown, text: string, atLeast = 0): number {
  for (let times = 1; ; times *= 2) {
    const before = process.threadCpuUsage()
    for (let time = 0; time < times; time += 1) {
      try {
        read(text)
      } catch {
        // A refusal is an answer as well.
      }
    }
    const { user, system } = process.threadCpuUsage(before)
    const cost = (user + system) / 1000
    if (cost >= atLeast) return cost / times
  }
}

/** How much more work four times the text is; the least of some measures. */
function growthOf(read: (text: string) => unknown, family: (n: number) => string): number {
  const [short, longer] = [family(long), family(4 * long)]
  let least = Number.POSITIVE_INFINITY
  for (let tries = 0; tries < 3 && least > mostGrowth; tries += 1)
    least = Math.min(least, costOf(read, longer, little) / costOf(read, short, little))
  return least
}

describe('every function that reads a text', () => {
  const alone = found.filter((one) => one.alone).map(({ name }) => name)
  const more = found.filter((one) => !one.alone).map(({ name }) => name)

  it('is tried: by itself, or as test/linear-readers.ts calls it', () => {
    expect(more.toSorted()).toEqual([...Object.keys(withMore), ...others].toSorted())
  })

  it.each([...alone, ...Object.keys(withMore), ...Object.keys(within)])(
    'takes time that grows as the text: %s',
    async (name) => {
      const read = await readerOf(name)
      const slow: string[] = []
      for (const family of families) {
        const text = family(long)
        // Twice: what runs for the first time is slow.
        if (costOf(read, text) < little || costOf(read, text) < little) continue
        const growth = growthOf(read, family)
        if (growth > mostGrowth)
          slow.push(`${JSON.stringify(text.slice(0, 20))}: ${growth.toFixed(1)} times for 4`)
      }
      expect(slow).toEqual([])
    },
    // Hundreds of long texts each: how long that takes says nothing, how it grows does.
    240_000,
  )
})
