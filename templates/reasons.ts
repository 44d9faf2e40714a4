import type { Asking, Reason } from '#core/diffusion/reason.ts'
import type { ShownReason } from '#core/diffusion/shown-reason.ts'

/** Why a person is told, in the words that every channel uses. */
export function reasonSentence(reason: Reason): string {
  switch (reason.type) {
    case 'follow':
      return 'vous suivez cet évènement'
    case 'subscription':
      return `${askingLabel(reason)} : ${reason.query}`
    case 'sender':
      return 'vous avez envoyé ce document'
    case 'rule':
      return reason.reason
    case 'no-longer':
      return `ne correspond plus à « ${reason.of.type === 'rule' ? reason.of.reason : reason.of.query} » (${askingLabel(reason.of)}) ; vous n’en recevrez plus rien, sauf s’il est retiré`
    case 'told':
      return 'vous avez été averti de cet évènement'
  }
}

function askingLabel(asking: Asking): string {
  if (asking.type === 'rule') return 'règle de service'
  return `${asking.ofRoom === true ? 'l’abonnement de ce salon' : 'votre abonnement'} n° ${asking.id}`
}

/** Why somebody is told, to a reader who may be another. */
export function reasonOf(reason: ShownReason, own: boolean): string {
  if (reason.type === 'matched') return 'avait un abonnement qui correspondait'
  if (reason.type === 'matching') return 'a un abonnement qui correspond'
  if (own) return reasonSentence(reason)
  switch (reason.type) {
    case 'follow':
      return 'suit cet évènement'
    case 'subscription':
      return `${reason.ofRoom === true ? 'abonnement du salon' : 'abonnement'} n° ${reason.id} : ${reason.query}`
    case 'sender':
      return 'a envoyé ce document'
    case 'rule':
      return reason.reason
    case 'no-longer':
      return `l’évènement ne correspond plus à « ${reason.of.type === 'rule' ? reason.of.reason : reason.of.query} »`
    case 'told':
      return 'avait été averti de cet évènement'
  }
}

/** What the link of a mail acknowledges: stands on the page that asks, and on the one that says it is done. */
export function acknowledgeSentence(number: string): string {
  return `L’avis que vous avez reçu sur l’évènement ${number}.`
}

/** What a stop link ends: stands on the page that asks to confirm, and on the one that says it is done. */
export function stopSentence(reason: Reason, number: string | undefined): string {
  switch (reason.type) {
    case 'follow':
      return `Le suivi de l’évènement ${number ?? ''}.`
    case 'subscription':
      return `Votre abonnement n° ${reason.id} : ${reason.query}.`
    case 'sender':
      return 'Votre envoi de ce document : il n’y a rien à arrêter.'
    case 'rule':
    case 'no-longer':
    case 'told':
      return 'Cet avis ne s’arrête pas par un lien : adressez-vous à votre structure.'
  }
}
