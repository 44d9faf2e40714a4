import { type Remark, wordRemarks } from './field-question.ts'
import { blocks, bold, code, lines, numbered, plain, type Worded } from './worded.ts'

/** `modifier` with values that cannot be read: nothing is changed, so that nothing is half done. */
export interface UnreadFieldsAnswer {
  readonly number: string
  readonly wrong: readonly {
    readonly label: string
    readonly written: string
    readonly suggestions: readonly string[]
  }[]
  /** Whole sentences, with the first wrong value replaced. */
  readonly corrections: readonly string[]
  readonly remarks: readonly Remark[]
  readonly stray: string
}

export function wordUnreadFields({ number, wrong, remarks, stray, corrections }: UnreadFieldsAnswer): Worded {
  return {
    text: blocks(
      `Je n’ai rien changé à ${bold(number)}.`,
      wordRemarks(remarks),
      lines(
        ...wrong.map(
          ({ label, written, suggestions }) =>
            `Je n’ai pas su lire « ${plain(written)} » pour ${bold(label)}${suggestions.length === 0 ? '.' : ' ; essayez :'}`,
        ),
        numbered(corrections.map(code)),
      ),
      stray === ''
        ? ''
        : `« ${plain(stray)} » n’appartient à aucun champ : mettez une valeur de plusieurs mots entre guillemets, et du texte libre dans ${code(`message ${number} …`)}.`,
    ),
    choices: corrections.slice(0, 5),
  }
}
