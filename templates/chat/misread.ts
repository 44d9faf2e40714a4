import { quotedSentence } from './quoted.ts'
import { type SubscriptionLine, subscriptionItem } from './subscriptions.ts'
import { blocks, bold, bullets, code, numbered, oneOf, plain, stopped, type Worded } from './worded.ts'

export interface UnknownAnswer {
  readonly seen: string
  /** Whole sentences, that yes or a number says. */
  readonly suggestions: readonly string[]
  /** Whole sentences that would tell people: they are only said by whoever writes them. */
  readonly retype: readonly string[]
}

export function wordUnknown({ seen, suggestions, retype }: UnknownAnswer): Worded {
  const unread = `Je n’ai pas compris « ${plain(seen)} ».`
  const careful =
    retype.length === 0
      ? ''
      : `Si vous vouliez dire ${oneOf(retype.map(quotedSentence))}, écrivez-le : je n’avertis personne sur une supposition.`
  const [first] = suggestions
  if (first === undefined) {
    const help = 'Écrivez `aide` pour la liste des commandes.'
    return { text: `${unread} ${careful === '' ? help : careful}` }
  }
  const [question, answer] =
    suggestions.length === 1
      ? [`Vouliez-vous dire ${quotedSentence(first)} ?`, 'Répondez `oui`.']
      : [`Vouliez-vous dire :\n${numbered(suggestions.map(quotedSentence))}`, 'Répondez par un numéro.']
  return {
    text: blocks(`${unread} ${question} ${answer}`, careful),
    choices: suggestions,
    ...(suggestions.length === 1 ? { reactions: { confirm: first } } : {}),
  }
}

export interface ExtraAnswer {
  readonly seen: string
  readonly understood: string
  readonly usage: string
  /** Whether what was understood may be proposed: not when it does something that the rest may have taken back. */
  readonly proposes: boolean
}

export function wordExtra({ seen, understood, usage, proposes }: ExtraAnswer): Worded {
  const text = `Je n’ai rien fait : je comprends ${code(understood)}, mais pas « ${plain(seen)} » ensuite. La commande s’écrit ${code(usage)}.`
  return proposes ? { text, choices: [understood] } : { text }
}

/** It was said of a value, and would have been done to the whole record. */
export interface OfValueAnswer {
  readonly command: string
  readonly seen: string
  /** The sentence that does it to the value. */
  readonly instead: string
}

export function wordOfValue({ command, seen, instead }: OfValueAnswer): Worded {
  return {
    text: `Je n’ai rien fait de « ${plain(seen)} ». Pour une valeur de la fiche, écrivez ${quotedSentence(instead)} ; pour la fiche entière : ${code(`${command} numéro motif`)}.`,
  }
}

/** An argument that a command lacks. `choices` are values that it may take. */
export interface MissingAnswer {
  readonly command: string
  readonly usage: string
  readonly label: string
  readonly example: string
  readonly choices: readonly string[]
  /** Of the events among them, in the same order. */
  readonly titles?: readonly string[]
  /** What stood there, or was answered, and could not be read. */
  readonly seen?: string
  /** The subscriptions that may be meant: to be named by their own numbers. */
  readonly among?: readonly SubscriptionLine[]
  /** Whether an answer is waited for; otherwise the whole command must be sent again. */
  readonly waits: boolean
}

export function wordMissing({
  command,
  usage,
  label,
  example,
  choices,
  titles,
  seen,
  among = [],
  waits,
}: MissingAnswer): Worded {
  const unread = seen === undefined ? '' : `Je n’ai pas su lire « ${plain(seen)} ». `
  if (!waits)
    return {
      text: `${unread}Il manque : ${label}. La commande s’écrit ${code(usage)}, par exemple ${stopped(code(example))}`,
    }
  const what = `${bold(questionFor(command, label))} Par exemple : ${stopped(code(example))}`
  const text = blocks(
    `${unread}${what}`,
    bullets(among.map(subscriptionItem)),
    choices.length === 0 ? '' : numbered(titled(choices, titles)),
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

/** `A-2026.1 Listeria, brie`: a number alone says nothing. */
export function titled(choices: readonly string[], titles: readonly string[] = []): readonly string[] {
  return choices.map((choice, at) => plain(`${choice} ${titles[at] ?? ''}`.trim()))
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
