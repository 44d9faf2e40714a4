import type { AnchorLetter } from '#core/proof/mail-anchor.ts'
import type { LinkMail } from './link.ts'
import { moment } from './mail.ts'

/** The mail that whoever keeps anchors outside of Vigie gets. */
export function anchorMail({ rank, at, hash }: AnchorLetter): LinkMail {
  return {
    subject: `[Vigie] Ancre n° ${rank}`,
    brand: 'ancre',
    title: `Ancre n° ${rank}`,
    before: [
      `Le ${moment(at)}, heure de Paris, Vigie a signé où en sont les journaux et les remises de ses évènements.`,
      `L’empreinte de cette ancre, à conserver hors de Vigie : ${hash}`,
    ],
    code: '',
    after: ['Elle vaut aussi pour toutes les ancres précédentes : chacune nomme celle d’avant.'],
    warning: {
      title: 'À quoi sert ce message ?',
      lines: [
        'Si l’historique était réécrit, l’ancre n’aurait plus cette empreinte. « npm run vigie -- verify --anchors » les compare.',
      ],
    },
    footer: ['Envoyé à l’adresse que l’exploitant a choisie (ANCHOR_MAIL).'],
  }
}
