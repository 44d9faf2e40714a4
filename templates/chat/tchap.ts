import type { EventState } from '#core/events/event.entity.ts'
import { count, stateLabels } from '../words.ts'
import { code, lines, plain, typeset } from './worded.ts'

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

/** Of outsiders; the rest is counted. */
const mostNamed = 5

/**
 * What a structure's room may read is less, or again everything.
 * @param outsiders names of those present who are no agents of the structure
 */
export function wordOutside(outsiders: readonly string[]): string {
  const many = outsiders.length > 1
  const named = outsiders.slice(0, mostNamed).map(plain).join(', ')
  const more = outsiders.length > mostNamed ? ` et ${outsiders.length - mostNamed} de plus` : ''
  return typeset(
    outsiders.length === 0
      ? 'Ce salon ne compte plus que des agents de la structure : j’y montre les fiches entières.'
      : lines(
          `${many ? count(outsiders.length, 'personne extérieure', 'personnes extérieures') : 'Une personne extérieure'} à la structure ${many ? 'sont' : 'est'} dans ce salon : ${named}${more}. Je n’y montre que le résumé des évènements, et je réponds aux commandes en message privé.`,
          `Un collègue de la structure se fait reconnaître en m’écrivant ${code('lier')} et son adresse professionnelle, en message privé. Les fiches entières reviennent quand il ne reste que des agents de la structure.`,
        ),
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
export function wordRoomName(number: string, state: EventState): string {
  return state === 'closed' || state === 'withdrawn' ? `${number} (${stateLabels[state]})` : number
}
