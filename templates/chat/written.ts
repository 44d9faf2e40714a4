import type { EntryBrief } from '#core/diffusion/notice.ts'
import type { Told } from '#core/diffusion/told.ts'
import type { PostType } from '#core/events/entry.entity.ts'
import type { FieldChange } from '#core/refusal.ts'
import { entrySentence, formatInstant } from '../words.ts'
import { changeLines } from './event-line.ts'
import { type Remark, wordRemarks } from './field-question.ts'
import { quoted } from './quoted.ts'
import { toldSentence } from './told.ts'
import { blocks, bold, bullets, code, lines, plain, stopped, type Worded } from './worded.ts'

/** What an act on an event did, and how many are told of it. */
export interface PublishedAnswer {
  readonly number: string
  readonly title: string
  readonly told: Told
}

export function wordPublished({ number, title, told }: PublishedAnswer): Worded {
  return {
    text: blocks(
      `${bold(number)} est publié : ${plain(title)}`,
      `${toldSentence(told)} Pour la suite : ${code(`point ${number} …`)}, ${code(`modifier ${number} champ:valeur`)}. Preuve de diffusion : ${code(`preuve ${number}`)}.`,
    ),
  }
}

export interface UpdatedAnswer {
  readonly number: string
  readonly changes: readonly FieldChange[]
  /** What others saved since the person saw the event: it stays. */
  readonly meanwhile: readonly EntryBrief[]
  /** Nobody is told of a change of a draft. */
  readonly told?: Told
  /** What was read, and is worth a word. */
  readonly remarks?: readonly Remark[]
}

export function wordUpdated({ number, changes, meanwhile, told, remarks = [] }: UpdatedAnswer): Worded {
  return {
    text: blocks(
      `${bold(number)} est modifié :`,
      bullets(changeLines(changes)),
      wordRemarks(remarks),
      ...meanwhile.map(meanwhileLines),
      told === undefined ? '' : toldSentence(told),
    ),
  }
}

/** What somebody else did between the reading and the change. */
function meanwhileLines(entry: EntryBrief): string {
  const changes = changeLines(entry.body.changes ?? [])
  const end = changes.length === 0 ? '.' : ' :'
  const what = plain(entrySentence(entry))
  return lines(`Entre-temps, ${what}, le ${formatInstant(entry.at)}${end}`, bullets(changes))
}

export interface PostedAnswer {
  readonly number: string
  readonly type: PostType
  readonly text: string
  readonly told: Told
}

const postedAs = {
  message: 'Message inscrit au fil de suivi de',
  note: 'Note inscrite au fil de suivi de',
  'situation-report': 'Point de situation inscrit au fil de suivi de',
} as const satisfies Record<PostType, string>

export function wordPosted({ number, type, text, told }: PostedAnswer): Worded {
  const who = type === 'note' ? 'Une note n’avertit personne.' : toldSentence(told)
  return { text: lines(`${postedAs[type]} ${bold(number)} : ${quoted(text)}`, who) }
}

export interface StateChangedAnswer {
  readonly number: string
  readonly title: string
  readonly to: 'closed' | 'open'
  readonly told: Told
}

export function wordStateChanged({ number, title, to, told }: StateChangedAnswer): Worded {
  const done = to === 'closed' ? 'est clos' : 'est rouvert'
  const back = to === 'closed' ? ` Pour le rouvrir : ${code(`rouvrir ${number}`)}.` : ''
  return { text: lines(`${bold(number)} ${done} : ${stopped(plain(title))}${back}`, toldSentence(told)) }
}

export interface LinkedAnswer {
  readonly number: string
  readonly other: string
  readonly told: Told
}

export function wordLinked({ number, other, told }: LinkedAnswer): Worded {
  return {
    text: lines(
      `${bold(number)} et ${bold(other)} sont liés ; le fil de suivi de chacun le dit.`,
      toldSentence(told),
    ),
  }
}

export interface FollowedAnswer {
  readonly number: string
  readonly already: boolean
}

export function wordFollowed({ number, already }: FollowedAnswer): Worded {
  const said = already ? 'Vous suiviez déjà' : 'Vous suivez'
  return { text: `${said} ${bold(number)}. Pour arrêter : ${code(`ne plus suivre ${number}`)}.` }
}

export interface UnfollowedAnswer {
  readonly number: string
  readonly followed: boolean
}

export function wordUnfollowed({ number, followed }: UnfollowedAnswer): Worded {
  return {
    text: followed
      ? `Vous ne suivez plus ${bold(number)}. Un abonnement ou une règle peut encore vous en avertir : ${code('mes abonnements')}.`
      : `Vous ne suiviez pas ${bold(number)} : rien ne change. Si vous en recevez des avis, ils viennent d’un abonnement : ${code('mes abonnements')}.`,
  }
}
