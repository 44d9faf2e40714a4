import { blocks, bold, code, lines, numbered, plain, type Worded } from './worded.ts'

/** `modifier` with something that cannot be read: nothing is changed, so that nothing is half done. */
export interface UnreadFieldsAnswer {
  readonly number: string
  /** `several`: values that a field cannot have together. */
  readonly wrong: readonly { readonly label: string; readonly written: string; readonly several?: boolean }[]
  /** Names of fields that do not exist. */
  readonly unknown: readonly string[]
  /** What is in no field. */
  readonly stray: string
  /** Whole sentences, with what was wrong first replaced. */
  readonly corrections: readonly string[]
}

export function wordUnreadFields({ number, wrong, unknown, stray, corrections }: UnreadFieldsAnswer): Worded {
  return {
    text: blocks(
      `Je n’ai rien changé à ${bold(number)}.`,
      lines(
        ...unknown.map((name) => `Le champ « ${plain(name)} » n’existe pas : \`aide modifier\`.`),
        ...wrong.map(({ label, written, several }) =>
          several === true
            ? `Vous donnez plusieurs valeurs à ${bold(label)}, qui n’en prend qu’une : « ${plain(written)} ».`
            : `Je n’ai pas su lire « ${plain(written)} » pour ${bold(label)}.`,
        ),
        stray === ''
          ? ''
          : `« ${plain(stray)} » n’appartient à aucun champ : mettez une valeur de plusieurs mots entre guillemets, et du texte libre dans ${code(`message ${number} …`)}.`,
      ),
      corrections.length === 0 ? '' : lines('Essayez :', numbered(corrections.map(code))),
    ),
    choices: corrections.slice(0, 5),
  }
}
