import type { CommandHelp, Help } from '#templates/chat/help.ts'
import { type Given, plainWord } from './argument.ts'
import type { Description } from './match.ts'
import { nearest } from './suggest.ts'

/** What the help says of a command, besides what its grammar says. */
export interface Helpful extends Description {
  /** One line: what it does. */
  readonly summary: string
  /** A few lines more, for `aide <commande>`. */
  readonly details: readonly string[]
  /** Sentences that a person could send as they are; a test reads each of them. */
  readonly examples: readonly string[]
}

/** The help on everything, or on the command that `topic` names in any of its words. */
export function helpOn(commands: readonly Helpful[], topic?: string): Help {
  if (topic === undefined) return { type: 'all', commands: commands.map(commandHelp) }
  const said = plainWord(topic.trim())
  const command =
    commands.find((one) =>
      [...one.words, ...(one.alsoSaid ?? [])].some((words) => plainWord(words) === said),
    ) ?? commands.find((one) => one.words.some((words) => said.startsWith(`${plainWord(words)} `)))
  if (command !== undefined) return { type: 'one', command: commandHelp(command) }
  const names = commands.flatMap((one) => one.words)
  return { type: 'none', seen: topic, suggestions: nearest(topic, names, 2) }
}

export function commandHelp(command: Helpful): CommandHelp {
  const { name, summary, details, examples } = command
  const otherWords = command.words.filter((words) => words !== name)
  return { name, usage: usageOf(command), summary, details, examples, otherWords }
}

/** `point <numéro> <texte>`; what may be left out is in brackets. */
export function usageOf(command: Description): string {
  const places = Object.values(command.arguments).map(({ label, required }) =>
    required ? `<${label}>` : `[${label}]`,
  )
  return [command.name, ...places].join(' ')
}

/** The sentence that says a command with these arguments; what is missing is left out. */
export function sentenceOf(command: Description, given: Given): string {
  const said = Object.keys(command.arguments).flatMap((name) => given[name] ?? [])
  return [command.name, ...said.filter((word) => word !== '')].join(' ')
}
