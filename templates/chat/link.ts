import { count } from '../words.ts'
import { blocks, bold, code, plain, type Worded } from './worded.ts'

const howToAsk = code('lier prenom.nom@exemple.gouv.fr')

/** All that somebody whose account is not linked is told, whatever he says. */
export function wordStrangerHelp(): Worded {
  return {
    text: `Je suis Vigie : j’enregistre les évènements sanitaires et j’avertis les agents qu’ils concernent. Pour que je vous reconnaisse, écrivez ${howToAsk} avec votre adresse professionnelle, puis recopiez ici le code à 8 chiffres que vous y recevrez.`,
  }
}

/** In a room, what a stranger writes would be read by all of it: his mail address, then his code. */
export function wordStrangerInRoom(): Worded {
  return {
    text: 'Je ne reconnais pas encore votre compte : écrivez-moi en message privé pour le lier.',
  }
}

export interface LinkAskedAnswer {
  readonly email: string
  readonly minutes: number
}

/** The same whether the address is known or not. */
export function wordLinkAsked({ email, minutes }: LinkAskedAnswer): Worded {
  return {
    text: blocks(
      `Si ${plain(email)} est l’adresse d’un agent de l’annuaire, un code à 8 chiffres y arrive dans un instant. Recopiez-le ici : il est valable ${count(minutes, 'minute')}.`,
      'Rien reçu ? Vérifiez l’adresse et les courriers indésirables ; si elle n’est pas à l’annuaire, voyez le référent de votre structure.',
    ),
  }
}

/** `left` attempts; none: the code is void. */
export function wordLinkWrong({ left }: { left: number }): Worded {
  const next =
    left === 0
      ? `Le code est annulé après trop d’essais. Demandez-en un autre : ${howToAsk}.`
      : `Il vous reste ${count(left, 'essai')}. Recopiez les 8 chiffres du dernier courriel reçu.`
  return { text: `Ce code n’est pas le bon. ${next}` }
}

export function wordLinkExpired(): Worded {
  return { text: `Ce code n’est plus valable, le délai est passé. Demandez-en un autre : ${howToAsk}.` }
}

/** A code, and none was asked for. */
export function wordLinkNone(): Worded {
  return { text: `Je n’attends pas de code de votre part. Demandez-en un : ${howToAsk}.` }
}

export function wordLinkTooMany({ limit, minutes }: { limit: number; minutes: number }): Worded {
  return {
    text: `Vous avez demandé ${count(limit, 'code')} en une heure, c’est le maximum. Vous pourrez recommencer dans ${count(minutes, 'minute')} ; d’ici là, le dernier code reçu reste le bon tant qu’il est valable.`,
  }
}

export function wordDomainRefused({ server }: { server: string }): Worded {
  return {
    text: `Je ne réponds pas aux comptes du serveur ${bold(server)}. Écrivez-moi depuis votre compte Tchap professionnel, ou voyez le référent de votre structure.`,
  }
}

export interface AccountLinkedAnswer {
  readonly name: string
  /** The account that spoke for him until now. */
  readonly replaced: string | undefined
}

export function wordAccountLinked({ name, replaced }: AccountLinkedAnswer): Worded {
  return {
    text: blocks(
      `Bonjour ${plain(name)}, votre compte est lié. Un courriel vous le confirme.`,
      replaced === undefined
        ? ''
        : `Il remplace ${bold(replaced)}, qui n’est plus lié : on n’a qu’un compte à la fois.`,
      `Pour commencer : ${code('bonjour')} ou ${code('aide')}. Pour défaire ce lien : ${code('délier')}.`,
    ),
    choices: ['bonjour', 'aide'],
  }
}

/** The accounts that were linked; none: nothing changes. */
export function wordAccountUnlinked({ accounts }: { accounts: readonly string[] }): Worded {
  if (accounts.length === 0) return { text: 'Aucun compte Tchap n’est lié à votre nom : rien ne change.' }
  return {
    text: `Le compte ${accounts.map(bold).join(', ')} n’est plus lié à votre nom ; ce que vous receviez sur Tchap part désormais par courriel. Pour le lier à nouveau, écrivez-moi depuis Tchap : ${howToAsk}.`,
  }
}
