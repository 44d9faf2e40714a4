import { blocks, bold, code, lines, numbered, plain, stopped, type Worded } from './worded.ts'

/** `modifier` with something that cannot be read: nothing is changed, so that nothing is half done. */
export interface UnreadFieldsAnswer {
  readonly number: string
  /**
   * `several`: values that a field cannot have together. `held`: what is there, and may be meant to go. `there`, `absent`,
   * `which`: what was to be added is there, what was to be taken away is not, or is several. `what`, `what-goes`: it was not said
   * what is to be added, or taken away.
   */
  readonly wrong: readonly {
    readonly label: string
    readonly written: string
    readonly why?: 'several' | 'there' | 'absent' | 'which' | 'what' | 'what-goes' | 'single'
    /** How the field is written before a colon. */
    readonly word?: string
    readonly held?: string
  }[]
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
        ...wrong.map((one) => wordWrong(number, one)),
        stray === ''
          ? ''
          : `« ${plain(stray)} » n’appartient à aucun champ : mettez une valeur de plusieurs mots entre guillemets, et du texte libre dans ${code(`message ${number} …`)}.`,
      ),
      corrections.length === 0 ? '' : lines('Essayez :', numbered(corrections.map(code))),
    ),
    choices: corrections.slice(0, 5),
  }
}

function wordWrong(number: string, wrong: UnreadFieldsAnswer['wrong'][number]): string {
  const { label, written, why, held, word = label } = wrong
  if (why === 'what')
    return `Que faut-il ajouter à ${bold(label)} ? Écrivez-le : ${stopped(code(`modifier ${number} ${word}:"ajouter …"`))}`
  if (why === 'what-goes') return `Que faut-il retirer de ${bold(label)} ?`
  if (why === 'single')
    return `Je n’ai pas su lire « ${plain(written)} » : ${bold(label)} n’a qu’une valeur, « ${plain(held ?? '')} ».`
  if (held !== undefined)
    return `${bold(label)} porte déjà « ${plain(held)} » : « ${plain(written)} » à la place, ou en plus ?`
  if (why === 'there') return `${bold(label)} le porte déjà : « ${plain(written)} ».`
  if (why === 'absent') return `${bold(label)} ne porte pas ce que dit « ${plain(written)} ».`
  if (why === 'which') return `« ${plain(written)} » en désigne plusieurs dans ${bold(label)} : lequel ?`
  return why === 'several'
    ? `Vous donnez plusieurs valeurs à ${bold(label)}, qui n’en prend qu’une : « ${plain(written)} ».`
    : `Je n’ai pas su lire « ${plain(written)} » pour ${bold(label)}.`
}
