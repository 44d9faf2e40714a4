import { blocks, bold, code, numbered, oneOf, plain, type Worded } from './worded.ts'

export interface UnknownAnswer {
  readonly seen: string
  /** Whole sentences. */
  readonly suggestions: readonly string[]
}

export function wordUnknown({ seen, suggestions }: UnknownAnswer): Worded {
  const [first] = suggestions
  if (first === undefined)
    return { text: `Je n’ai pas compris « ${plain(seen)} ». Écrivez \`aide\` pour la liste des commandes.` }
  const [question, answer] =
    suggestions.length === 1
      ? [`Vouliez-vous dire ${code(first)} ?`, 'Répondez `oui`.']
      : [`Vouliez-vous dire :\n${numbered(suggestions.map(code))}`, 'Répondez par un numéro.']
  return {
    text: `Je n’ai pas compris « ${plain(seen)} ». ${question} ${answer}`,
    choices: suggestions,
    ...(suggestions.length === 1 ? { reactions: { confirm: first } } : {}),
  }
}

export interface ExtraAnswer {
  readonly seen: string
  readonly understood: string
  readonly usage: string
}

export function wordExtra({ seen, understood, usage }: ExtraAnswer): Worded {
  return {
    text: `Je n’ai rien fait : je comprends ${code(understood)}, mais pas « ${plain(seen)} » ensuite. La commande s’écrit ${code(usage)}.`,
    choices: [understood],
  }
}

/** An argument that a command lacks. `choices` are values that it may take. */
export interface MissingAnswer {
  readonly command: string
  readonly usage: string
  readonly label: string
  readonly example: string
  readonly choices: readonly string[]
  /** What stood there, or was answered, and could not be read. */
  readonly seen?: string
  /** Whether an answer is waited for; otherwise the whole command must be sent again. */
  readonly waits: boolean
}

export function wordMissing({ command, usage, label, example, choices, seen, waits }: MissingAnswer): Worded {
  const unread = seen === undefined ? '' : `Je n’ai pas su lire « ${plain(seen)} ». `
  if (!waits)
    return {
      text: `${unread}Il manque : ${label}. La commande s’écrit ${code(usage)}, par exemple ${code(example)}.`,
    }
  const what = `${bold(questionFor(command, label))} Par exemple : ${code(example)}.`
  const text = blocks(
    `${unread}${what}`,
    choices.length === 0 ? '' : numbered(choices.map(plain)),
    choices.length === 0
      ? '`annuler` pour laisser.'
      : `Répondez par un numéro${choices.length === 1 ? ' (ou `oui`)' : ''}, ou \`annuler\`.`,
  )
  const [only] = choices
  const reactions = {
    cancel: 'annuler',
    ...(choices.length === 1 && only !== undefined ? { confirm: only } : {}),
  }
  return choices.length === 0 ? { text, reactions } : { text, choices, reactions }
}

const questions: Readonly<Record<string, string>> = {
  numéro: 'quel numéro ?',
  texte: 'quel texte ?',
  recherche: 'quelle recherche ?',
  motif: 'pour quel motif ?',
  'champ:valeur': 'quels champs, et quelles valeurs ?',
}

function questionFor(command: string, label: string): string {
  return `${command} : ${questions[label] ?? `${label} ?`}`
}

export function wordEmpty(): Worded {
  return { text: 'Votre message est vide. Écrivez `aide` pour la liste des commandes.' }
}

/** `oui`, `2`, `passer`… with no question open. */
export function wordNothingOpen({ seen }: { seen: string }): Worded {
  return {
    text: `Aucune question n’est en cours : je n’ai rien fait de « ${plain(seen)} ». ${oneOf(['`créer`', '`chercher`', '`aide`'])} ?`,
  }
}
