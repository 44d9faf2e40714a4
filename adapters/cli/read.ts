import { parseArgs } from 'node:util'
import { distance } from 'fastest-levenshtein'
import { unwritableIn } from '#core/clean-text.ts'
import { visible } from '#core/pointer.ts'
import { unwritableRule } from '#core/text-schemas.ts'
import { type OperatorCommand, type OperatorInput, UsageError } from './command.ts'
import { operatorCommands } from './commands.ts'

/** What the operator typed: a command with its words and options, or the help that he asked for. */
export type Read =
  | {
      readonly type: 'run'
      readonly command: OperatorCommand
      readonly words: string[]
      readonly options: OperatorInput['options']
    }
  | { readonly type: 'help'; readonly command?: OperatorCommand }

/** @throws UsageError whose sentence says what to write */
export function readOperator(argv: readonly string[]): Read {
  const [name = 'help', ...rest] = argv
  if (['help', 'aide', '--help', '-h'].includes(name)) {
    const [about] = rest
    return about === undefined ? { type: 'help' } : { type: 'help', command: find(about) }
  }
  const command = find(name)
  if (rest.includes('--help')) return { type: 'help', command }
  refuseUnwritable(rest)
  const { positionals, values } = parse(command, rest)
  const [least, most] = command.words
  if (positionals.length < least || positionals.length > most) {
    throw new UsageError(`« ${name} » s’écrit : npm run vigie -- ${command.usage}`)
  }
  return { type: 'run', command, words: positionals, options: values }
}

/** Otherwise the words stay as they are: one may be the name of a file, which no cleaning may change. */
function refuseUnwritable(words: readonly string[]): void {
  for (const [at, word] of words.entries()) {
    const found = unwritableIn(word, false)
    if (found === undefined) continue
    throw new UsageError(
      `L’argument n° ${at + 2}, « ${visible(word)} », ne peut pas être lu : ${unwritableRule(found)}.`,
    )
  }
}

function find(name: string): OperatorCommand {
  const command = operatorCommands.find((one) => one.name === name)
  if (command !== undefined) return command
  const [nearest] = operatorCommands
    .map((one) => one.name)
    .sort((a, b) => distance(a, name) - distance(b, name))
  throw new UsageError(
    `La commande « ${name} » n’existe pas. Vouliez-vous dire « ${nearest} » ? « npm run vigie -- help » les liste.`,
  )
}

function parse(command: OperatorCommand, rest: string[]) {
  try {
    return parseArgs({ args: rest, options: command.options ?? {}, allowPositionals: true })
  } catch {
    const known = Object.keys(command.options ?? {}).map((option) => `--${option}`)
    const seen = rest.find((word) => word.startsWith('-')) ?? ''
    throw new UsageError(
      `L’option « ${seen} » n’est pas comprise par « ${command.name} » (${known.join(', ') || 'aucune option'}).`,
    )
  }
}

export function helpText(command?: OperatorCommand): string {
  if (command === undefined) {
    const width = Math.max(...operatorCommands.map((one) => one.name.length)) + 2
    const lines = operatorCommands.map((one) => `  ${one.name.padEnd(width)}${one.summary}`)
    return [
      'Commandes de l’exploitant :',
      ...lines,
      '',
      '« npm run vigie -- help COMMANDE » détaille une commande.',
    ].join('\n')
  }
  return [
    `${command.name} : ${command.summary}`,
    '',
    `  npm run vigie -- ${command.usage}`,
    '',
    ...command.details,
    '',
    'Exemples :',
    ...command.examples.map((example) => `  npm run vigie -- ${example}`),
  ].join('\n')
}
