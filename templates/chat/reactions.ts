import { code, plain, type Worded } from './worded.ts'

/** The reactions that answer, in one line under the answer; empty when there are none. */
export function wordReactions({ text, choices = [], reactions }: Worded): string {
  const { confirm, cancel } = reactions ?? {}
  const signs = [
    ...(confirm === undefined ? [] : [`👍 ${wordsFor(confirm)}`]),
    ...(cancel === undefined ? [] : [`❌ ${wordsFor(cancel)}`]),
  ]
  if (confirm !== undefined) return signs.join(' · ')
  const shown = choices.slice(0, mostNumbers)
  const [first] = shown
  if (first === undefined || choices.every((choice) => choice === cancel)) return signs.join(' · ')
  // Where the choices stand numbered in the text, the numbers say it all.
  const listed = [plain(first), code(first)].some((choice) => text.includes(`1. ${choice}`))
  const numbers = listed
    ? [shown.map((_, at) => number(at)).join(' ')]
    : shown.map((choice, at) => `${number(at)} ${code(choice)}`)
  return [...numbers, ...signs].join(' · ')
}

const mostNumbers = 10

function number(at: number): string {
  return at === 9 ? '🔟' : `${at + 1}\ufe0f\u20e3`
}

/** What the reaction says, as a person would: its command is for the bot. */
function wordsFor(said: string): string {
  const [verb = ''] = said.split(' ')
  if (verb === 'non') return 'garder le brouillon'
  return verb === 'annuler' || verb === 'publier' ? verb : 'oui'
}
