import type { LabelledValue } from '#core/diffusion/notice.ts'
import type { FieldType } from '#core/kinds/kind.ts'
import type { Unfiled } from '#core/kinds/unfiled.ts'
import type { Unplaced } from '#core/kinds/unplaced.ts'
import { count } from '../words.ts'
import { longestGone } from './confirm.ts'
import { fieldLines } from './event-line.ts'
import {
  blocks,
  bold,
  bullets,
  code,
  lines,
  numbered,
  oneOf,
  plain,
  shorten,
  stopped,
  type Worded,
} from './worded.ts'

/** One question of the dialogue that fills in a record. */
export interface FieldQuestion {
  readonly kind: string
  readonly label: string
  /** How the field is written before a colon. */
  readonly word: string
  readonly question: string
  readonly type: FieldType
  readonly required: boolean
  readonly choices: readonly string[]
  /** Required fields still missing after this one. */
  readonly left: number
  /** What this answer brought; everything when explained. */
  readonly received: readonly LabelledValue[]
  readonly remarks: readonly Remark[]
  /** Asked with everything that helps to answer. */
  readonly explained: boolean
  /** What was written and could not be read, or was read and refused. */
  readonly unread?: string
  readonly refused?: { readonly at: string; readonly rule: string }
}

/** What was done with something that did not fit. */
export type Remark =
  | {
      readonly type: 'unknown-field'
      readonly name: string
      readonly value: string
      readonly suggestions: readonly string[]
      /** It stays in the text that it was written in. */
      readonly kept?: true
    }
  | {
      readonly type: 'doubt'
      readonly word: string
      readonly written: string
      readonly more: string
      readonly into: string
    }
  | ({ readonly type: 'unplaced' } & Unplaced)
  | ({ readonly type: 'unfiled' } & Unfiled)
  | {
      readonly type: 'central-only'
      readonly label: string
      /** Where it was put instead. */
      readonly into?: string
    }
  | { readonly type: 'cannot-skip'; readonly label: string }
  /** What was not read of it, or all of it, stays in the text. */
  | { readonly type: 'kept-line'; readonly line: string; readonly into: string; readonly read?: string }
  /** It answers nothing. */
  | { readonly type: 'interlude'; readonly said: string }
  /** It is said of a record, and not of the one that is filled in. */
  | { readonly type: 'of-another'; readonly said: string; readonly number: string }
  /** A field of several values was said to have none. */
  | { readonly type: 'none'; readonly label: string }
  /** What was there of it, and is there no more. */
  | { readonly type: 'replaced'; readonly label: string; readonly word: string; readonly value: string }

export function wordFieldQuestion(asked: FieldQuestion): Worded {
  const { question, choices, left, received, remarks, explained } = asked
  const noted =
    received.length === 0
      ? ''
      : lines(explained ? 'Déjà noté :' : 'Noté :', bullets(fieldLines(received, 120)))
  const more = left === 0 ? '' : ` (encore ${count(left, 'question')} après celle-ci)`
  const text = blocks(
    wordRemarks(remarks),
    noted,
    unreadLine(asked),
    `${bold(question)}${more}`,
    choices.length === 0 ? '' : numbered(choices.map(plain)),
    explained ? explanation(asked) : howTo(asked),
  )
  const reactions = { cancel: 'annuler' }
  return choices.length === 0 ? { text, reactions } : { text, choices, reactions }
}

function unreadLine({ unread, refused, choices, label }: FieldQuestion): string {
  if (unread === undefined) return ''
  if (refused !== undefined) {
    const received = unread === '' ? '' : ` (reçu : « ${plain(unread)} »)`
    return `${bold(refused.at)} : ${stopped(`${plain(refused.rule)}${received}`)}`
  }
  const close = choices.length > 0 ? ' Vouliez-vous dire l’un de ceux-ci ?' : ''
  return `Je n’ai pas su lire « ${plain(unread)} » pour le champ ${bold(label)}.${close}`
}

export function wordRemarks(remarks: readonly Remark[]): string {
  return remarks.map(wordRemark).join('\n')
}

function wordRemark(remark: Remark): string {
  switch (remark.type) {
    case 'unknown-field': {
      if (remark.kept === true)
        return `« ${plain(`${remark.name}:${remark.value}`)} » reste dans le texte : il n’y a pas de champ « ${plain(remark.name)} ».`
      const [first] = remark.suggestions
      const value = /\s/.test(remark.value) ? `"${remark.value}"` : remark.value
      const hint =
        first === undefined
          ? 'écrivez `aide créer` pour la liste des champs.'
          : `si vous vouliez dire ${first}, envoyez ${code(`${first}:${value}`)}.`
      return `Le champ « ${plain(remark.name)} » n’existe pas, je n’en ai rien gardé : ${hint}`
    }
    case 'doubt':
      return `J’ai lu « ${plain(remark.written)} » pour ${remark.word}, et mis « ${plain(remark.more)} » dans ${remark.into}. Si tout va ensemble, envoyez ${code(`${remark.word}:"${remark.written} ${remark.more}"`)}.`
    case 'unplaced':
      return wordUnplaced(remark)
    case 'unfiled': {
      const { written, label, word, names } = remark
      const ways = names.map((name) => code(`modifier ${word}:"${name}"`))
      return `« ${plain(written)} » est gardé comme nom ; les abonnements à un produit lisent ${bold(label)}, vide ici. Si c’en est : ${oneOf(ways)}.`
    }
    case 'central-only':
      return `Le champ ${bold(remark.label)} est réservé à l’administration centrale : ${remark.into === undefined ? 'je ne l’ai pas noté' : `je l’ai noté dans ${remark.into}`}.`
    case 'kept-line': {
      const read = remark.read === undefined ? '' : `je lis « ${plain(remark.read)} », et `
      return `« ${plain(shorten(remark.line, longestGone))} » : ${read}la ligne entière reste dans ${bold(remark.into)}.`
    }
    case 'interlude':
      return `Je n’ai rien noté de « ${plain(remark.said)} ». La question vous attend sept jours ; \`brouillon\` garde la fiche comme elle est.`
    case 'of-another':
      return `Je n’ai rien noté de « ${plain(shorten(remark.said, longestGone))} », qui nomme ${bold(remark.number)}. Pour cette fiche-là : ${code(`modifier ${remark.number} champ:valeur`)} ; pour celle que vous saisissez, redites-le sans numéro.`
    case 'none':
      return `${bold(remark.label)} : aucun, le champ reste vide.`
    case 'replaced':
      return `${bold(remark.label)} ne porte plus : « ${plain(shorten(remark.value.replaceAll('\n', ' '), longestGone))} ». Pour ajouter sans rien enlever : ${code(`${remark.word}:"ajouter …"`)}.`
    case 'cannot-skip':
      return `${bold(remark.label)} est obligatoire pour publier. Pour vous arrêter là, écrivez \`brouillon\` : la fiche sera gardée telle quelle.`
  }
}

function wordUnplaced({ name, place, homonyms, commune = place, postal }: Unplaced): string {
  const unknown = `Je ne sais pas dans quel département se trouve ${bold(name)} (« ${plain(place)} »), et ses services ne seraient pas avertis.`
  const [first] = postal?.depts ?? []
  if (postal !== undefined && first !== undefined) {
    const labels = postal.depts.map(({ label }) => label).join(', ')
    const example = code(`${commune} (${first.code})`)
    return postal.depts.length > 1
      ? `${unknown} ${plain(`Le code postal ${postal.code} est de plusieurs départements (${labels})`)} : ajoutez la commune, ou le département entre parenthèses.`
      : `${unknown} ${plain(`${commune} n’est pas une commune du code postal ${postal.code} (${labels})`)}. Si ce code est le bon, ajoutez le département entre parenthèses : ${example} ; sinon, corrigez-le, ou ajoutez le pays.`
  }
  const several =
    homonyms.length < 2
      ? ''
      : ` Plusieurs communes s’appellent ${commune} (${shorten(homonyms.join(', '), 200)}) : précisez le département.`
  return `${unknown}${plain(several)} Ajoutez son code postal, ou son département entre parenthèses : ${code('Lodève (34)')}.`
}

function howTo({ type, choices, required }: FieldQuestion): string {
  const answer = choices.length > 0 ? 'Répondez par un numéro ou par quelques mots. ' : hintFor(type)
  const ways = [...(required ? [] : ['`passer`']), '`aide`', '`annuler`']
  return `${answer}${oneOf(ways)} à tout moment.`
}

function hintFor(type: FieldType): string {
  return type === 'day' ? 'Par exemple : hier, 22/11/2026. ' : ''
}

const typeHelp = {
  line: 'Une ligne de texte libre.',
  text: 'Du texte libre, sur plusieurs lignes si besoin.',
  choice: 'Un choix dans la liste : son numéro, son libellé ou une partie de son libellé.',
  tree: 'Une valeur de la nomenclature officielle, à n’importe quel niveau : écrivez un mot ou deux (« listeria », « lait cru ») et je chercherai.',
  day: 'Une date : aujourd’hui, hier, 22/11, 22/11/2026 ou 22 novembre 2026.',
  list: 'Une ou plusieurs valeurs séparées par des virgules : L2381, L2382.',
  establishments: 'Un établissement : sa raison sociale, puis si possible SIRET, commune, département.',
} as const satisfies Record<FieldType, string>

function explanation({ kind, label, type, required, word }: FieldQuestion): string {
  return lines(
    `${bold(label)}, fiche « ${plain(kind)} » : ${required ? 'champ obligatoire pour publier' : 'champ facultatif'}.`,
    typeHelp[type],
    `Vous pouvez aussi répondre à plusieurs champs d’un coup : ${code(`${word}:"…" autre-champ:"…"`)}.`,
    bullets([
      required
        ? '`brouillon` : s’arrêter là et garder la fiche en brouillon'
        : '`passer` : laisser ce champ vide',
      '`annuler` : abandonner la saisie',
    ]),
  )
}
