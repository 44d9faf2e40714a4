import type { Told } from '#core/diffusion/told.ts'
import { count } from '../words.ts'
import { quoted, quotedSentence } from './quoted.ts'
import { whoWords, wouldTell } from './told.ts'
import { blocks, bold, code, lines, plain, sentenceCase, shorten, stopped, type Worded } from './worded.ts'

/** What a record holds and would hold no more, and the word by which that field is written. */
export interface Gone {
  readonly label: string
  readonly value: string
  readonly word: string
}

/** Why an act that tells people is asked about before it is done. */
export type Why =
  /** It tells more than the agent wants to tell unasked. */
  | 'many'
  /** What leaves is hardly a text. */
  | 'short'
  /** It begins or ends in words that take it back, or asks. */
  | 'unsure'
  /** It speaks to one person, and many would read it. */
  | 'to-one'
  /** It speaks to one person, who would not read it. */
  | 'missed'
  /** It says of itself that it is not for all. */
  | 'apart'
  /** He told people very often in the last minutes. */
  | 'haste'
  /** It takes back the whole record, which its words may not have meant: « supprimer A-2026.1 lots:L1 ». */
  | 'withdraws'
  /** Values that the record holds would be in it no more. */
  | 'loses'
  /** Some of those who were told of the record would be told of nothing more. */
  | 'cuts-off'
  /** Since he was asked, many more would be told. */
  | 'grew'
  /** Since he was asked, somebody changed the event. */
  | 'changed'

/** An act that tells people, before it is done: what would leave, to whom, and why it is asked about. */
export interface ConfirmAnswer {
  readonly command: string
  readonly number: string
  readonly title: string
  /** As it would be written at once. */
  readonly sentence: string
  readonly told: Told
  readonly why: readonly Why[]
  /** Times that he told people in the last minutes. */
  readonly acts: number
  readonly minutes: number
  readonly files: readonly string[]
  readonly gone: readonly Gone[]
  /** The words that others would read. */
  readonly text?: string
  /** First name of the one whom they speak to. */
  readonly to?: string
}

export function wordConfirm(data: ConfirmAnswer): Worded {
  const { command, number, title, sentence, told, why, acts, minutes, files, gone, text, to } = data
  return {
    text: blocks(
      lines(
        `Rien n’est encore parti. Sur ${bold(number)} (${plain(title)}), ${stopped(wouldTell(told))}`,
        text === undefined
          ? quotedSentence(sentence)
          : `${told.total === 0 ? 'Texte' : 'Ce qu’ils liraient'} : ${quoted(text)}`,
        files.length === 0 ? '' : `Avec : ${stopped(files.map(plain).join(', '))}`,
      ),
      lines(
        why.includes('short')
          ? 'C’est très court pour un texte : est-ce bien ce que vous voulez envoyer ?'
          : '',
        why.includes('unsure')
          ? 'Votre phrase semble hésiter, ou se retirer elle-même : est-ce bien ce que vous voulez envoyer, jusqu’au dernier mot ?'
          : '',
        why.includes('to-one')
          ? `Ce texte semble parler à ${bold(to ?? '')} seulement. Vigie n’écrit pas à une seule personne : tous ceux-là le liraient.`
          : '',
        why.includes('missed')
          ? `Ce texte semble parler à ${bold(to ?? '')}, qui n’est pas nommément parmi ceux qui le liraient. Vigie n’écrit pas à une seule personne : prévenez cette personne autrement, ou demandez-lui d’écrire ${code(`suivre ${number}`)}.`
          : '',
        why.includes('apart')
          ? `Vous dites qu’il n’est pas à diffuser : tous ceux-là le liraient. ${code(`note ${number} …`)} le garde au fil de suivi sans avertir personne.`
          : '',
        why.includes('withdraws')
          ? `C’est la fiche entière qui serait retirée. Pour une seule valeur : ${code(`modifier ${number} lots:"retirer L1"`)} ; pour un abonnement : ${code('mes abonnements')}.`
          : '',
        why.includes('loses') ? losing(number, gone) : '',
        why.includes('cuts-off') ? cutOff(told) : '',
        why.includes('haste')
          ? `Vous avez averti des destinataires ${count(acts, 'fois', 'fois')} en ${count(minutes, 'minute')} : envoyer quand même ?`
          : '',
        why.includes('changed') ? `La fiche a été modifiée depuis ma question : \`voir ${number}\`.` : '',
        why.includes('grew') ? 'Ils sont bien plus nombreux que quand je vous l’ai demandé.' : '',
      ),
      `${bold(`${verbOf(command)} ?`)} \`oui\` ou \`non\``,
    ),
    choices: ['oui', 'non'],
    reactions: { confirm: 'oui', cancel: 'annuler' },
  }
}

/** A text that would go: enough to know it by. */
export const longestGone = 500

function losing(number: string, gone: readonly Gone[]): string {
  const lost = gone
    .map(({ label, value }) => `${bold(label)} ${plain(shorten(value.replaceAll('\n', ' '), longestGone))}`)
    .join(' ; ')
  const add = gone.map(({ word }) => code(`modifier ${number} ${word}:"ajouter …"`)).join(', ')
  return `La fiche ne porterait plus : ${stopped(lost)} Pour ajouter sans rien enlever : ${add}.`
}

function cutOff({ leaving: { total, names } }: Told): string {
  const many = total >= 2
  return `${sentenceCase(whoWords({ total, names }))} ${many ? 'en avaient été avertis, et n’en recevraient' : 'en avait été averti, et n’en recevrait'} plus rien ensuite : la fiche ne correspond plus à ce qui ${many ? 'les' : 'le'} concernait.`
}

const verbs: Readonly<Record<string, string>> = {
  point: 'envoyer',
  message: 'envoyer',
  consigner: 'inscrire au fil de suivi',
  documents: 'joindre',
  note: 'joindre',
}

/** What yes does, as a verb. */
export function verbOf(command: string): string {
  return sentenceCase(verbs[command] ?? command)
}
