import type { Told } from '#core/diffusion/told.ts'
import { wordJoined } from './documents.ts'
import { quoted } from './quoted.ts'
import { toldSentence } from './told.ts'
import { bold, code, lines, type Worded } from './worded.ts'

export interface ConsignedAnswer {
  readonly number: string
  readonly already: boolean
  /** What the message says; empty when it is files alone. */
  readonly text: string
  readonly files: readonly string[]
  readonly told: Told
}

/** A message is in the journal; where a sign is enough, this is not said. */
export function wordConsigned({ number, already, text, files, told }: ConsignedAnswer): Worded {
  if (already) return { text: `Ce message est déjà au fil de suivi de ${bold(number)}.` }
  const what = text === '' ? '' : ` : ${quoted(text)}`
  return {
    text: lines(
      `Message consigné au fil de suivi de ${bold(number)}${what}`,
      files.length === 0 ? '' : wordJoined(files),
      toldSentence(told),
    ),
  }
}

/** Why nothing could be put into a journal, and what to send. */
export function wordNotConsigned({ why }: { why: 'no-message' | 'no-number' | 'unreadable' }): Worded {
  switch (why) {
    case 'no-message':
      return {
        text: `Je ne sais pas quel message consigner : sur Tchap, répondez à ce message avec ${code('!consigner A-2026.12')}, ou mettez-lui la réaction 📌.`,
      }
    case 'no-number':
      return {
        text: `Au fil de suivi de quel évènement ? Répondez au message avec ${code('!consigner A-2026.12')}.`,
      }
    case 'unreadable':
      return {
        text: `Je n’ai rien consigné : ce message est de moi, a été supprimé, ou date d’avant mon arrivée et je ne peux pas le déchiffrer. Recopiez-le avec ${code('message A-2026.12 …')}.`,
      }
  }
}

export interface AcknowledgedAnswer {
  readonly numbers: readonly string[]
  readonly already: boolean
  /** Otherwise the notice expects nothing. */
  readonly asked: boolean
}

export function wordAcknowledged({ numbers, already, asked }: AcknowledgedAnswer): Worded {
  const which = numbers.map(bold).join(', ')
  if (!asked)
    return { text: `Cet avis sur ${which} ne demande pas d’accusé de réception : vous n’avez rien à faire.` }
  return {
    text: already
      ? `Votre accusé de réception était déjà noté pour ${which}.`
      : `Accusé de réception noté pour ${which}.`,
  }
}

/** `reçu` that answers no notice of his. */
export interface NothingToAcknowledge {
  readonly number?: string
  /** The mailbox of his structure was told of it. */
  readonly mailbox?: boolean
}

export function wordNothingToAcknowledge({ number, mailbox = false }: NothingToAcknowledge): Worded {
  if (number !== undefined && mailbox)
    return {
      text: `L’avis sur ${bold(number)} est parti à la boîte de votre service, et non à vous : le lien « Accuser réception » de ce courriel en accuse réception pour elle. Qui en a été averti : ${code(`preuve ${number}`)}.`,
    }
  if (number !== undefined)
    return {
      text: `Aucun avis sur ${bold(number)} ne vous est parvenu, à vous ou à votre structure : il n’y a rien dont accuser réception. Qui en a été averti : ${code(`preuve ${number}`)}.`,
    }
  return {
    text: `Je ne sais pas de quel avis vous parlez : donnez le numéro de son évènement, par exemple ${code('reçu A-2026.12')}. Sur Tchap, répondez à l’avis, ou réagissez-y par 👍.`,
  }
}
