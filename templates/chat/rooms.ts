import { count } from '../words.ts'
import { blocks, bold, code, lines, type Worded } from './worded.ts'

/** `salle`: the room is made in the background, and invites whom it concerns. */
export function wordRoomAsked({ number, created }: { number: string; created: boolean }): Worded {
  return {
    text: created
      ? `Salon demandé pour ${bold(number)} : je l’ouvre et vous y invite dans un instant, avec ceux qui suivent l’évènement.`
      : `${bold(number)} a déjà son salon : je vous y invite, si vous n’y êtes pas.`,
  }
}

export interface RoomBoundAnswer {
  readonly structure: string
  readonly already: boolean
}

export function wordRoomBound({ structure, already }: RoomBoundAnswer): Worded {
  return {
    text: blocks(
      `Ce salon ${already ? 'était déjà' : 'est'} rattaché à ${bold(structure)}. Vos commandes y commencent par ${code('!')} ou par mon nom.`,
      lines(
        `Pour que le salon soit averti : ${code('!abonner salon danger:listeria')}. Pour défaire : ${code('!détacher')}.`,
        'Dès qu’une personne extérieure à la structure y est présente, je n’y écris que des annonces sans détail, et je réponds à chacun en privé.',
      ),
    ),
  }
}

/** `ended`: the room's subscriptions, which end with it. */
export function wordRoomUnbound({ structure, ended }: { structure: string; ended: number }): Worded {
  const subscriptions =
    ended === 0
      ? ''
      : ` ${count(ended, 'abonnement du salon est arrêté', 'abonnements du salon sont arrêtés')}.`
  return {
    text: `Ce salon n’est plus rattaché à ${bold(structure)} : je n’y annonce plus rien.${subscriptions} Pour le rattacher à nouveau : ${code('!rattacher')}.`,
  }
}

/** A command for a room, said where there is none. */
export function wordNotARoom({ command }: { command: string }): Worded {
  return {
    text: `Cette commande s’envoie dans le salon Tchap qu’elle concerne : invitez-m’y, puis écrivez-y ${code(`!${command}`)}.`,
  }
}

/** A room that is not encrypted is no place for what Vigie says. */
export function wordRoomClear(): Worded {
  return {
    text: `Ce salon n’est pas chiffré : je n’y annonce rien. Créez un salon privé, invitez-m’y, puis écrivez-y ${code('!rattacher')}.`,
  }
}

/** `salle` in a chat that has no rooms. */
export function wordRoomsElsewhere({ number }: { number: string }): Worded {
  return { text: `Les salons sont sur Tchap : écrivez-y-moi ${code(`salle ${number}`)} en message privé.` }
}

/** Why an event cannot be spoken of where it was asked. */
export function wordNarrowed(room: 'structure' | 'event'): string {
  return room === 'event'
    ? 'Dans ce salon, je ne parle que de son évènement : demandez-moi les autres en message privé.'
    : 'Dans ce salon, je ne montre que ce que toute la structure peut voir : pour le reste, demandez-le-moi en message privé.'
}
