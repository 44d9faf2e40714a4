import type { LabelledValue } from '#core/diffusion/notice.ts'
import type { Reach } from '#core/diffusion/reach.ts'
import { verbOf } from './confirm.ts'
import { fieldLines } from './event-line.ts'
import { titled } from './misread.ts'
import { quoted, quotedSentence } from './quoted.ts'
import { excludedLines, recipientLines, toldCount } from './reach.ts'
import {
  blocks,
  bold,
  bullets,
  code,
  lines,
  numbered,
  plain,
  sentenceCase,
  stopped,
  type Worded,
} from './worded.ts'

/** What an unfinished conversation is about, in the words of a person, with what he typed. */
export type TalkAbout =
  | {
      readonly type: 'filling'
      readonly kind: string
      readonly label: string
      readonly received: readonly LabelledValue[]
    }
  | {
      readonly type: 'confirming'
      readonly number: string
      /** A record that waits to be published. */
      readonly draft: boolean
      readonly command: string
      /** What yes does. */
      readonly sentence: string
    }
  | {
      readonly type: 'asking'
      readonly command: string
      readonly label: string
      readonly choices: readonly string[]
      /** Of the events among them, in the same order. */
      readonly titles?: readonly string[]
      /** What was said of it so far; absent when that is its word alone. */
      readonly sentence?: string
    }
  | { readonly type: 'offering' }

type About<T extends TalkAbout['type']> = Extract<TalkAbout, { type: T }>

/** One line under the answer to something else: the conversation is still open. */
export function wordStillOpen({ about }: { about: TalkAbout }): Worded {
  switch (about.type) {
    case 'filling':
      return {
        text: `Votre saisie d’une fiche « ${plain(about.kind)} » reste ouverte : j’attends ${bold(about.label)} (\`aide\` pour revoir la question, \`annuler\` pour abandonner).`,
      }
    case 'confirming':
      return about.draft
        ? {
            text: `Le brouillon ${bold(about.number)} attend toujours votre réponse : publier ? \`oui\` ou \`non\`.`,
            reactions: publishOrKeep(about.number),
          }
        : {
            text: `J’attends toujours votre réponse pour ${shown(about.sentence)} : \`oui\` ou \`non\` ? Rien n’est encore parti.`,
            reactions: { confirm: 'oui', cancel: 'annuler' },
          }
    case 'asking':
      return {
        text: blocks(
          `J’attends toujours votre réponse pour ${shown(about.sentence ?? about.command)} (${about.label}) ; \`annuler\` pour laisser.`,
          numbered(titled(about.choices, about.titles)),
        ),
      }
    case 'offering':
      return { text: '' }
  }
}

export function wordBusy({ about }: { about: TalkAbout }): Worded {
  return { text: `Une saisie à la fois, pour ne rien perdre. ${wordStillOpen({ about }).text}` }
}

/** `null` when there was nothing to leave. */
export function wordCancelled({ about }: { about: TalkAbout | null }): Worded {
  switch (about?.type) {
    case undefined:
      return { text: 'Rien n’était en cours : il n’y a rien à annuler.' }
    case 'offering':
      return { text: 'D’accord, je n’ai rien fait.' }
    case 'filling':
      return { text: blocks('Saisie abandonnée, rien n’a été enregistré.', givenBack(about)) }
    case 'confirming':
      return wordKept({ about })
    case 'asking':
      return { text: `D’accord, je laisse ${stopped(quotedSentence(about.sentence ?? about.command))}` }
  }
}

/** No was said. */
export function wordKept({ about }: { about: About<'confirming'> }): Worded {
  const { number, draft, sentence } = about
  return {
    text: draft
      ? `Le brouillon ${bold(number)} est gardé ; seule votre structure le voit. Pour le publier : ${code(`publier ${number}`)}. Pour le compléter : ${code(`modifier ${number} champ:valeur`)}.`
      : `D’accord, rien n’est parti : je laisse ${stopped(quotedSentence(sentence))}`,
  }
}

/** Only a yes without another word does it. @param seen the words that were not understood */
export function wordConfirmAgain({ about, seen }: { about: About<'confirming'>; seen?: string }): Worded {
  const { number, draft, command, sentence } = about
  const unread = seen === undefined ? '' : `Je n’ai pas compris « ${plain(seen)} », et je n’ai rien fait. `
  if (!draft)
    return {
      text: `${unread}${shown(sentence)} : ${verbOf(command).toLocaleLowerCase('fr')} ? \`oui\` ou \`non\`, sans rien d’autre.`,
      choices: ['oui', 'non'],
      reactions: { confirm: 'oui', cancel: 'annuler' },
    }
  return {
    text: `${unread}Publier ${bold(number)} ? \`oui\` : publier et avertir ; \`non\` : garder le brouillon ; ${code('modifier champ:valeur')} : corriger d’abord.`,
    choices: ['oui', 'non'],
    reactions: publishOrKeep(number),
  }
}

/** The entry that was given up in passing holds values. */
export function wordLeaveEntry({ about }: { about: TalkAbout }): Worded {
  return {
    text: blocks(
      about.type === 'filling' ? givenBack(about) : '',
      `${bold('Abandonner cette saisie ?')} Rien n’en est enregistré. \`oui\` : l’abandonner ; \`non\` : continuer ; \`brouillon\` : la garder comme elle est.`,
    ),
    choices: ['oui', 'non', 'brouillon'],
    reactions: { confirm: 'oui', cancel: 'non' },
  }
}

/** All whom an act would tell, which waits for yes. */
export function wordWouldTell({ about, reach }: { about: About<'confirming'>; reach: Reach }): Worded {
  const again = wordConfirmAgain({ about })
  const told = `${sentenceCase(toldCount(reach))}${reach.total === 0 ? '.' : ' :'}`
  return {
    ...again,
    text: blocks(
      `Rien n’est encore parti. ${lines(told, recipientLines(reach, mostTold))}`,
      excludedLines(reach),
      again.text,
    ),
  }
}

/** More are counted. */
const mostTold = 100

/** A question that nobody answered and that is not waited for any more: nothing of it was done. */
export function wordLapsed({ about }: { about: TalkAbout }): Worded {
  switch (about.type) {
    case 'confirming':
      return {
        text: about.draft
          ? `Je n’attends plus de réponse pour le brouillon ${bold(about.number)}, qui est gardé : ${code(`publier ${about.number}`)}.`
          : `Je n’attends plus de réponse pour ${quotedSentence(about.sentence)} : je n’en ai rien fait ni envoyé.`,
      }
    case 'asking':
      return {
        text:
          about.sentence === undefined
            ? `Je laisse ${code(about.command)} : je n’en ai rien fait.`
            : `Je laisse ${quotedSentence(about.sentence)} : je n’en ai rien fait ni envoyé.`,
      }
    case 'filling':
      return { text: blocks('Je laisse la saisie d’avant : rien n’en est enregistré.', givenBack(about)) }
    case 'offering':
      return { text: '' }
  }
}

/** A thumb up publishes this draft whatever the conversation came to; a cross answers the question only. */
export function publishOrKeep(number: string): { confirm: string; cancel: string } {
  return { confirm: `publier ${number}`, cancel: 'non' }
}

/** What still waits need only be recognised, and is no command once it is cut; what is left is given back whole. */
const longestWaiting = 280

function shown(sentence: string): string {
  return sentence.length > longestWaiting ? quoted(sentence) : quotedSentence(sentence)
}

function givenBack({ received }: About<'filling'>): string {
  return received.length === 0 ? '' : lines('Vous aviez donné :', bullets(fieldLines(received)))
}

/** A reaction to a question that waits for no answer, or that was put to somebody else (`own` is false). */
export function wordStaleChoice({ own, command }: { own: boolean; command?: string }): Worded {
  if (own)
    return {
      text: 'Cette question n’attend plus de réponse : je n’ai rien fait. Écrivez ce que vous voulez faire.',
    }
  const instead = command === undefined ? '' : ` Pour le faire vous-même : ${code(command)}.`
  return { text: `Cette question s’adresse à quelqu’un d’autre : je n’ai rien fait.${instead}` }
}

/** Too old to go on with. */
export function wordForgotten({ about }: { about: TalkAbout }): Worded {
  switch (about.type) {
    case 'filling':
      return {
        text: blocks(
          `Votre saisie d’une fiche « ${plain(about.kind)} » datait de plus de sept jours : je l’ai oubliée, rien n’a été enregistré. Recommencez avec \`créer\`.`,
          givenBack(about),
        ),
      }
    case 'confirming':
      return {
        text: about.draft
          ? `Ma question sur le brouillon ${bold(about.number)} datait de plus de sept jours : je ne l’attends plus. Le brouillon est gardé : ${code(`publier ${about.number}`)}.`
          : `Ma question datait de plus de sept jours : rien n’est parti de ${stopped(quotedSentence(about.sentence))}`,
      }
    case 'asking':
      return {
        text: `J’ai oublié une commande restée sans suite depuis plus de sept jours : ${stopped(quotedSentence(about.sentence ?? about.command))}`,
      }
    case 'offering':
      return { text: '' }
  }
}
