import type { Told } from '#core/diffusion/told.ts'
import type { LastAct, Undone } from '#core/events/undo.ts'
import type { FieldChange } from '#core/refusal.ts'
import { count } from '../words.ts'
import { changeLines } from './event-line.ts'
import { laterWords, whoWords } from './told.ts'
import { blocks, bold, bullets, code, plain, shorten, stopped, type Worded } from './worded.ts'

export interface WithdrawnAnswer {
  readonly number: string
  readonly title: string
  readonly reason: string
  /** How many were told of it, and learn that it was a mistake. */
  readonly told: Told
  /** It was never published. */
  readonly draft: boolean
}

export function wordWithdrawn({ number, title, reason, told, draft }: WithdrawnAnswer): Worded {
  return {
    text: blocks(
      `${bold(number)} est retiré : ${plain(title)}`,
      `Motif : « ${plain(reason)} »`,
      `${toldOf(told, draft)} La fiche reste lisible : ${code(`voir ${number}`)}, ou ${code('chercher état:retiré')}.`,
    ),
  }
}

function toldOf(told: Told, draft: boolean): string {
  if (draft) return 'C’était un brouillon : personne n’en est averti.'
  const { total } = told
  if (total === 0) return 'Personne n’en avait été averti : personne ne l’est.'
  return total === 1
    ? `1 destinataire l’apprend${laterWords(told)}, qui en avait été averti ou suit la fiche : ${stopped(whoWords(told))}`
    : `${count(total, 'destinataire')} l’apprennent${laterWords(told)}, et eux seuls, qui en avaient été avertis ou suivent la fiche : ${stopped(whoWords(told))}`
}

export type UndoneAnswer = Exclude<Undone, { type: 'nothing' }> & {
  /** Taken back with it, the latest first. */
  readonly others?: readonly LastAct[]
}

/** Under what was just done, while nobody was told of it. */
export function wordMayTakeBack({ seconds, type }: { seconds: number; type: LastAct['type'] }): Worded {
  // Nobody is told yet; a record that is published is published for who looks for it.
  const meanwhile = type === 'published' ? '. Qui y a droit peut déjà lire la fiche.' : ''
  return {
    text: `Vous pouvez ${type === 'published' ? 'la' : 'le'} reprendre pendant ${count(seconds, 'seconde')} : ${code('annuler')}${meanwhile}`,
  }
}

export interface StillHeldAnswer {
  readonly number: string
  readonly type: LastAct['type']
  readonly seconds: number
  /** It was done in this conversation. */
  readonly here: boolean
  /** « annuler » alone would take back something else. */
  readonly named: boolean
  /** Somebody will be told. */
  readonly leaves: boolean
}

/** Under an answer to something else: the act goes its way. */
export function wordStillHeld({ number, type, seconds, here, named, leaves }: StillHeldAnswer): Worded {
  const undo = code(named ? `annuler ${number}` : 'annuler')
  const [name, taken] = names[type]
  const act = `votre ${name.charAt(0).toLowerCase()}${name.slice(1)} (${bold(number)})`
  if (!here)
    return {
      text: `Dans une autre de vos conversations, ${act} peut encore être ${taken} pendant ${seconds} s : ${undo}.`,
    }
  if (!leaves)
    return {
      text: `${act.charAt(0).toUpperCase()}${act.slice(1)} peut encore être ${taken} pendant ${seconds} s : ${undo}.`,
    }
  return { text: `${bold(number)} part dans ${seconds} s : écrivez ${undo} pour le reprendre.` }
}

/** Under what was taken back, when the second thought said more than that. */
export function wordOnlyTakenBack({ said }: { said: string }): Worded {
  return {
    text: `Je n’ai rien fait d’autre de « ${plain(shorten(said.trim(), 200))} ». Ce qui est repris ne part que si vous le redites.`,
  }
}

export function wordUndone(data: UndoneAnswer): Worded {
  const { type, act, others = [] } = data
  switch (type) {
    case 'undone':
      return {
        text: blocks(
          ...[act, ...others].flatMap((one) => [
            `${taken(one)} : personne n’a été averti.`,
            bullets(changeLines(backwards(one))),
            afterwards(one),
          ]),
          data.left === undefined
            ? ''
            : `Trop tard en revanche pour ${what(data.left)} : ${gone(data.left)}.`,
        ),
      }
    case 'too-late':
      return act.type === 'opened'
        ? {
            text: `Rien n’est en cours, et le brouillon ${bold(act.number)} est gardé. Pour le retirer : ${code(`retirer ${act.number} motif`)}.`,
          }
        : {
            text: `Trop tard pour reprendre ${what(act)} : ${gone(act)}. ${instead(act)}`,
          }
    case 'already':
      return { text: `${taken(act)}, déjà : personne n’a été averti.` }
    case 'changed-since':
      return {
        text: `Je n’ai rien repris : ${bold(act.number)} a changé depuis, ou quelqu’un y a écrit ; ce que vous avez fait y reste. ${instead(act)}`,
      }
  }
}

/** Nothing of his is held back on this event, nor was lately. */
export function wordNothingToTakeBack({ number }: { number: string }): Worded {
  return {
    text: `Je n’ai rien à reprendre sur ${bold(number)}, et je n’ai rien fait. Si la fiche est une erreur : ${code(`retirer ${number} motif`)} ; s’il faut la corriger : ${code(`modifier ${number} champ:valeur`)}.`,
  }
}

function gone({ type, toNobody }: LastAct): string {
  if (type === 'note') return 'elle est au fil de suivi'
  return toNobody === true
    ? 'c’est au fil de suivi, et personne n’en a été averti'
    : 'c’est parti, ou en train de partir'
}

const names = {
  opened: ['Fiche', 'créée'],
  published: ['Publication', 'reprise'],
  updated: ['Modification', 'reprise'],
  closed: ['Clôture', 'reprise'],
  reopened: ['Réouverture', 'reprise'],
  withdrawn: ['Retrait de l’évènement', 'repris'],
  linked: ['Lien', 'repris'],
  message: ['Message', 'repris'],
  note: ['Note', 'reprise'],
  'situation-report': ['Point de situation', 'repris'],
  document: ['Envoi de documents', 'repris'],
} as const satisfies Record<LastAct['type'], readonly [name: string, takenBack: string]>

function backwards({ body: { changes = [] } }: LastAct): readonly FieldChange[] {
  return changes.map((change) => ({ ...change, before: change.after, after: change.before }))
}

/** votre message « … » (**A-2026.3**) */
function what({ type, number, body }: LastAct): string {
  const [name] = names[type]
  return `votre ${name.charAt(0).toLowerCase()}${name.slice(1)}${quoted(body.text)} (${bold(number)})`
}

function taken({ type, number, body }: LastAct): string {
  const [name, done] = names[type]
  return `${name}${quoted(body.text)} ${done} (${bold(number)})`
}

function quoted(text = ''): string {
  return text.trim() === '' ? '' : ` « ${plain(shorten(text.trim(), 300))} »`
}

function afterwards({ type, number }: LastAct): string {
  return type === 'published'
    ? `C’est de nouveau un brouillon. Pour le publier : ${code(`publier ${number}`)}.`
    : ''
}

/** What to do when it cannot be taken back any more. */
function instead({ type, number }: LastAct): string {
  switch (type) {
    case 'opened':
    case 'published':
      return `Si l’évènement est une erreur : ${code(`retirer ${number} motif`)} ; s’il faut le corriger : ${code(`modifier ${number} champ:valeur`)}.`
    case 'updated':
      return `Pour corriger : ${code(`modifier ${number} champ:valeur`)}.`
    case 'closed':
      return `Pour le rouvrir : ${code(`rouvrir ${number}`)}.`
    case 'reopened':
      return `Pour le clore à nouveau : ${code(`clore ${number}`)}.`
    case 'withdrawn':
      return `L’administration centrale peut le rétablir : ${code(`rouvrir ${number}`)}.`
    case 'note':
      return `Pour la rectifier, écrivez-en une autre : ${code(`note ${number} …`)} ; si l’évènement entier est une erreur : ${code(`retirer ${number} motif`)}.`
    case 'linked':
    case 'message':
    case 'situation-report':
    case 'document':
      return `Pour rectifier, écrivez-le à ceux qui l’ont lu : ${code(`message ${number} …`)} ; si l’évènement entier est une erreur : ${code(`retirer ${number} motif`)}.`
  }
}
