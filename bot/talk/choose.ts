import { plainWord } from '../grammar/argument.ts'

/** The choice that an answer names: its number, its text, or a part of it that no other has. */
export function chosen(answer: string, choices: readonly string[]): string | undefined {
  const said = plainWord(answer.trim())
  const rank = /^(?:n°\s*)?(\d{1,3})[.)]?$/.exec(said)?.[1]
  if (rank !== undefined) return choices[Number(rank) - 1]
  const same = choices.find((choice) => plainWord(choice) === said)
  if (same !== undefined || said.length < 2) return same
  const holding = choices.filter((choice) =>
    said.split(/\s+/).every((word) => plainWord(choice).includes(word)),
  )
  return holding.length === 1 ? holding[0] : undefined
}

export function isYes(text: string): boolean {
  return ['oui', 'o', 'ok', 'yes', 'y', "d'accord", 'publier', 'publie', 'publish'].includes(
    plainWord(text.trim()),
  )
}

export function isNo(text: string): boolean {
  return [
    'non',
    'n',
    'no',
    'garder',
    'garder le brouillon',
    'brouillon',
    'plus tard',
    'pas maintenant',
    'keep',
  ].includes(plainWord(text.trim()))
}

/** Stop asking, and keep the record as it is. */
export function isKeep(text: string): boolean {
  return ['brouillon', 'garder', 'garder le brouillon', 'draft'].includes(plainWord(text.trim()))
}

export function isCancel(text: string): boolean {
  return ['annuler', 'annule', 'cancel', 'stop', 'abandonner', 'quitter'].includes(plainWord(text.trim()))
}

/** A call for help on the open question, rather than on a command. */
export function isHelp(text: string): boolean {
  return ['aide', 'help', '?', '??', 'aidez-moi'].includes(plainWord(text.trim()))
}
