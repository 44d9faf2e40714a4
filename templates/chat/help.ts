import { blocks, bold, bullets, code, lines, plain, type Worded } from './worded.ts'

/** A command, as its description says it (bot/grammar/help.ts). */
export interface CommandHelp {
  readonly name: string
  /** `point <numéro> <texte>` */
  readonly usage: string
  readonly summary: string
  readonly details: readonly string[]
  readonly examples: readonly string[]
  readonly otherWords: readonly string[]
}

export type Help =
  | { readonly type: 'all'; readonly commands: readonly CommandHelp[] }
  | { readonly type: 'one'; readonly command: CommandHelp }
  | { readonly type: 'none'; readonly seen: string; readonly suggestions: readonly string[] }

export function wordHelp(help: Help): Worded {
  switch (help.type) {
    case 'all':
      return { text: everything(help.commands) }
    case 'one':
      return { text: oneCommand(help.command) }
    case 'none':
      return {
        text: `Je ne connais pas la commande « ${plain(help.seen)} ». ${help.suggestions.length === 0 ? 'Écrivez `aide` pour la liste.' : `Vouliez-vous dire ${help.suggestions.map((name) => code(`aide ${name}`)).join(' ou ')} ?`}`,
        choices: help.suggestions.map((name) => `aide ${name}`),
      }
  }
}

/** First words to somebody who says hello. */
export function wordWelcome({ name, examples }: { name: string; examples: readonly string[] }): Worded {
  return {
    text: blocks(
      `Bonjour ${plain(name)}. Je suis Vigie : j’enregistre les évènements sanitaires et j’avertis ceux qu’ils concernent. Par exemple :`,
      bullets(examples.map(code)),
      'Toutes les commandes : `aide`.',
    ),
  }
}

function everything(commands: readonly CommandHelp[]): string {
  return blocks(
    'Voici ce que je comprends (les accents et les majuscules sont facultatifs) :',
    bullets(commands.map(({ usage, summary }) => `${code(usage)} : ${summary}`)),
    'Pour en savoir plus sur une commande, avec des exemples : `aide créer`.',
  )
}

function oneCommand({ name, usage, summary, details, examples, otherWords }: CommandHelp): string {
  return blocks(
    lines(`${bold(name)} : ${summary}`, code(usage)),
    details.join('\n'),
    lines('Exemples :', bullets(examples.map(code))),
    otherWords.length === 0 ? '' : `Se dit aussi : ${otherWords.join(', ')}.`,
  )
}
