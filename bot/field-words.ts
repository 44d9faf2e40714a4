import { kinds } from '#core/kinds/kinds.ts'

/** For the help: how the fields of each kind are written before a colon. */
export const fieldWords: readonly string[] = Object.values(kinds).map(
  ({ label, fields }) =>
    `Champs d’une fiche « ${label} » : ${fields.map(({ words, name }) => words[0] ?? name).join(', ')}.`,
)
