import { describe, expect, it } from 'vitest'
import { UsageError } from '#adapters/cli/command.ts'
import { operatorCommands } from '#adapters/cli/commands.ts'
import { helpText, readOperator } from '#adapters/cli/read.ts'

describe("the operator's commands", () => {
  it.each(
    operatorCommands.flatMap((command) =>
      command.examples.map((example) => [example, command.name] as const),
    ),
  )('read their example « %s »', (example, name) => {
    const read = readOperator(example.split(' '))
    expect(read.type === 'run' && read.command.name).toBe(name)
  })

  it('are all in the help, each with its own page', () => {
    for (const command of operatorCommands) {
      expect(helpText()).toContain(command.summary)
      expect(helpText(command)).toContain(command.usage)
    }
  })

  it('show help when nothing, help or --help is asked', () => {
    expect(readOperator([]).type).toBe('help')
    expect(readOperator(['help', 'import'])).toMatchObject({ type: 'help', command: { name: 'import' } })
    expect(readOperator(['import', '--help'])).toMatchObject({ type: 'help', command: { name: 'import' } })
  })

  it('answer a mistyped command with the nearest one', () => {
    expect(() => readOperator(['reindx'])).toThrow(/Vouliez-vous dire « reindex »/)
  })

  it('refuse a word with a control character, naming it, and leave the others as they are: one may be a file', () => {
    expect(() => readOperator(['identite', 'delier', '@a\u001b:b'])).toThrow(
      'L’argument n° 3, « @a<U+001B>:b », ne peut pas être lu : le caractère U+001B, au rang 3, n’est pas admis.',
    )
    expect(readOperator(['import', 'rasff', 'e\u0301\u200b.csv'])).toMatchObject({
      words: ['rasff', 'e\u0301\u200b.csv'],
    })
  })

  it('refuse an unknown option and missing words with what to write', () => {
    expect(() => readOperator(['reindex', '--vite'])).toThrow(UsageError)
    expect(() => readOperator(['reindex', '--vite'])).toThrow('--vite')
    expect(() => readOperator(['import', 'rasff'])).toThrow('FICHIER')
  })
})
