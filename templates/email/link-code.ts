import type { LinkCodeLetter } from '#core/directory/link-post.ts'
import { count } from '../words.ts'
import type { LinkMail } from './link.ts'

/** The mail that brings the code by which an agent links his Tchap account. The code is not in the subject: locked screens show it. */
export function linkCodeMail({ name, code, address, minutes }: LinkCodeLetter): LinkMail {
  return {
    subject: '[Vigie] Votre code pour lier votre compte Tchap',
    brand: 'compte Tchap',
    title: 'Votre code pour lier votre compte Tchap',
    before: [`Le compte Tchap ${address} demande à parler à Vigie en votre nom. Voici le code :`],
    code: inPairs(code),
    after: [
      `Recopiez-le dans votre conversation avec Vigie, sur Tchap, avec ou sans les espaces. Il est valable ${count(minutes, 'minute').replace(' ', '\u00a0')} et ne sert qu’une fois.`,
    ],
    warning: {
      title: 'Ce n’est pas vous ?',
      lines: ['Ne faites rien et ne donnez ce code à personne : sans lui, aucun compte n’est lié.'],
    },
    footer: [`Envoyé à ${name}. Si vous avez demandé plusieurs codes, seul le dernier est valable.`],
  }
}

/**
 * `12 34 56 78`, as telephone numbers are written and read aloud in French: a screen reader that is given eight digits
 * at once says millions. The spaces do not break; the bot takes the code with or without.
 */
function inPairs(code: string): string {
  return (code.match(/..?/g) ?? []).join('\u00a0')
}
