import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commands } from '#bot/commands.ts'
import { plainWord } from '#bot/grammar/argument.ts'
import { readFields } from '#bot/grammar/fields.ts'
import { helpOn } from '#bot/grammar/help.ts'
import { match } from '#bot/grammar/match.ts'
import { readSubscription } from '#bot/grammar/subscription.ts'
import { audiences } from '#core/diffusion/plan.ts'
import { facets } from '#core/kinds/facets.ts'
import { kinds } from '#core/kinds/kinds.ts'
import { readField } from '#core/kinds/read-field.ts'
import { withPlaces } from '#core/kinds/spoken-places.ts'
import { parseQuery } from '#core/query/parse.ts'

const { fields } = kinds['food-product']
const examples = commands.flatMap(({ name, examples: all }) => all.map((example) => [name, example] as const))

describe('every command', () => {
  it.each(examples)('%s: its example is read as it: %s', (name, example) => {
    expectUnderstood(example, name)
  })

  it('has words of its own', () => {
    const words = commands.flatMap(({ words, alsoSaid = [] }) => [...words, ...alsoSaid].map(plainWord))
    expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([])
  })

  it('has a summary, an example and a help page found by each of its words', () => {
    for (const { name, words, summary, examples: all } of commands) {
      expect(summary).not.toBe('')
      expect(all).not.toEqual([])
      for (const word of words)
        expect(helpOn(commands, word)).toMatchObject({ type: 'one', command: { name } })
    }
  })
})

describe('the README', () => {
  it('lists every command with its summary, in their order', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8')
    const rows = commands.map(({ name, summary }) => `| \`${name}\` | ${summary} |`)
    expect(readme).toContain(rows.join('\n'))
  })
})

describe('the guide', () => {
  const guide = readFileSync(join(import.meta.dirname, '../../bot/guide.md'), 'utf8')
  const sentences = [...guide.matchAll(/^```\n([\s\S]*?)\n```$/gm)].map((block) => block[1] ?? '')

  it.each(sentences)('only shows sentences that are understood: %s', (sentence) => {
    expectUnderstood(sentence)
  })

  it('says whom a link tells, and whom a withdrawal', () => {
    expect(audiences).toMatchObject({ linked: 'followers', withdrawn: 'told' })
    expect(guide.replace(/\s+/g, ' ')).toContain(
      'Un lien n’avertit que ceux qui suivent l’un des deux évènements, un retrait ceux qui avaient été avertis',
    )
  })

  it('shows every command', () => {
    const shown = new Set(sentences.flatMap((sentence) => nameOf(sentence) ?? []))
    expect(commands.filter(({ name }) => !shown.has(name)).map(({ name }) => name)).toEqual([])
  })
})

function nameOf(sentence: string): string | undefined {
  const found = match(commands, sentence)
  return found.type === 'ready' ? found.command.name : undefined
}

/** Down to the values: a field that does not exist or a query that is refused would teach a mistake. */
function expectUnderstood(sentence: string, name = nameOf(sentence)): void {
  const found = match(commands, sentence)
  expect(found).toMatchObject({ type: 'ready', command: { name } })
  if (found.type !== 'ready') return
  const { given } = found
  if (name === 'chercher') parseQuery(given.text ?? '', facets)
  if (name === 'abonner')
    parseQuery(withPlaces(readSubscription(given.query ?? '', withPlaces).query), facets)
  const written = given.rest ?? given.changes
  if (written === undefined || (name !== 'créer' && name !== 'modifier')) return
  const said = readFields(written, fields, { prose: name === 'créer' })
  expect(said.unknown).toEqual([])
  expect(said.doubt).toBeUndefined()
  if (sentence.includes('\n'))
    expect(said.given.map(({ written }) => written)).toContain('listeria monocytogenes')
  for (const { field: wanted, written: value } of said.given) {
    const field = fields.find((one) => one.name === wanted)
    if (field === undefined) throw new Error(`no field ${wanted}`)
    if (value !== 'vide') expect([value, readField(field, value, '2026-11-23').ok]).toEqual([value, true])
  }
}
