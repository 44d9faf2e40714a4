import { lines, plain, typeset } from './worded.ts'

/** What only a chat with rooms, encryption and files has to say. */

/** A message whose keys never came. */
export function wordUndecryptable(): string {
  return typeset(
    lines(
      'Je n’ai pas pu lire ce message : votre application ne m’a pas envoyé sa clé de chiffrement.',
      'Je le lirai si la clé arrive. Sinon, fermez puis rouvrez votre application et renvoyez le message.',
    ),
  )
}

/** The members of a structure's room changed so that it may read less, or again everything. */
export function wordOutside(outside: boolean): string {
  return typeset(
    outside
      ? 'Une personne extérieure à la structure est dans ce salon : je n’y montre plus que le résumé des évènements, et je réponds aux commandes en message privé. Les fiches entières y reviendront après son départ.'
      : 'Ce salon ne compte plus que des agents de la structure : j’y montre de nouveau les fiches entières.',
  )
}

export function wordUnreadFile({
  name,
  why,
  most,
}: {
  name: string
  why: 'too-large' | 'unreadable'
  most: number
}): string {
  return typeset(
    why === 'too-large'
      ? `Je n’ai pas pris le fichier « ${plain(name)} » : il dépasse ${Math.floor(most / 1_000_000)} Mo. Envoyez-le en plusieurs parties, ou réduisez-le.`
      : `Je n’ai pas pu lire le fichier « ${plain(name)} » : il est incomplet ou n’est plus sur le serveur. Renvoyez-le.`,
  )
}

/** Under a question in a room, where the bot hears only what is said to it. */
export function wordReplyHere(): string {
  return 'Pour que je vous lise ici, répondez à ce message.'
}

/** The name of an event's room. */
export function wordRoomName(number: string, state: 'open' | 'closed'): string {
  return state === 'open' ? number : `${number} (clos)`
}
