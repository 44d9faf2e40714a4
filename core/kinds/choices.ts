import { fold } from '../query/words.ts'
import type { Choice } from './kind.ts'
import { labelNames, nameKey } from './nomenclatures/names.ts'
import { nearest } from './nomenclatures/nearest.ts'

/** The choices that what a person wrote names: by code, whole label (signs count: `/10g` is not `10 g`), then by word. */
export function findChoices(choices: readonly Choice[], written: string): readonly Choice[] {
  const exact = written.trim()
  const coded = choices.filter((choice) => choice.code === exact || choice.label === exact)
  if (coded.length > 0) return coded
  const folded = fold(exact)
  const labelled = choices.filter((choice) => fold(choice.label) === folded || choice.code === folded)
  if (labelled.length > 0) return labelled
  const key = nameKey(written)
  return key === '' ? [] : choices.filter((choice) => namesOf(choice).includes(key))
}

export function suggestChoices(
  choices: readonly Choice[],
  written: string,
  limit: number,
): readonly Choice[] {
  return nearest(written, choices, namesOf, limit)
}

/** The label of a code; the code itself when it is none of them. */
export function choiceLabel(choices: readonly Choice[], code: string): string {
  return choices.find((choice) => choice.code === code)?.label ?? code
}

function namesOf(choice: Choice): string[] {
  return [nameKey(choice.code), ...labelNames(choice.label), ...(choice.words ?? []).map(nameKey)]
}
