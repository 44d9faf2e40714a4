import type { LinkedLetter } from '#core/directory/link-post.ts'
import type { LinkMail } from './link.ts'
import { moment } from './mail.ts'

/** The mail that tells an agent that a Tchap account was linked to him. */
export function linkedMail({ name, address, replaced, at }: LinkedLetter): LinkMail {
  return {
    subject: '[Vigie] Un compte Tchap est lié à votre nom',
    brand: 'compte Tchap',
    title: 'Un compte Tchap est lié à votre nom',
    before: [
      `Le compte Tchap ${address} parle à Vigie en votre nom depuis le ${moment(at)}, heure de Paris.`,
      ...(replaced === undefined ? [] : [`Il remplace le compte ${replaced}, qui n’est plus lié.`]),
    ],
    code: '',
    after: [],
    warning: {
      title: 'Ce n’est pas vous ?',
      lines: [
        'Prévenez tout de suite le référent de votre structure, qui fera délier ce compte.',
        'Vous pouvez aussi lier le vôtre, qui le remplacera : sur Tchap, écrivez à Vigie « lier » suivi de votre adresse électronique.',
      ],
    },
    footer: [`Envoyé à ${name}.`],
  }
}
