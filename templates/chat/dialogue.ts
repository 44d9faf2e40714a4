import { bold, code, plain, type Worded } from './worded.ts'

/** What an unfinished conversation is about, in the words of a person. */
export type TalkAbout =
  | { readonly type: 'filling'; readonly kind: string; readonly label: string }
  | { readonly type: 'confirming'; readonly number: string }
  | { readonly type: 'asking'; readonly command: string; readonly label: string }
  | { readonly type: 'offering' }

/** One line under the answer to something else: the conversation is still open. */
export function wordStillOpen({ about }: { about: TalkAbout }): Worded {
  switch (about.type) {
    case 'filling':
      return {
        text: `Votre saisie d’une fiche « ${plain(about.kind)} » reste ouverte : j’attends ${bold(about.label)} (\`aide\` pour revoir la question, \`annuler\` pour abandonner).`,
      }
    case 'confirming':
      return {
        text: `Le brouillon ${bold(about.number)} attend toujours votre réponse : publier ? \`oui\` ou \`non\`.`,
        reactions: publishOrKeep(about.number),
      }
    case 'asking':
      return {
        text: `J’attends toujours votre réponse pour ${code(about.command)} (${about.label}) ; \`annuler\` pour laisser.`,
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
    case 'offering':
      return { text: 'Rien n’était en cours : il n’y a rien à annuler.' }
    case 'filling':
      return { text: 'Saisie abandonnée, rien n’a été enregistré.' }
    case 'confirming':
      return wordKept({ number: about.number })
    case 'asking':
      return { text: `D’accord, je laisse ${code(about.command)}.` }
  }
}

export function wordKept({ number }: { number: string }): Worded {
  return {
    text: `Le brouillon ${bold(number)} est gardé ; seule votre structure le voit. Pour le publier : ${code(`publier ${number}`)}. Pour le compléter : ${code(`modifier ${number} champ:valeur`)}.`,
  }
}

export function wordConfirmAgain({ number, seen }: { number: string; seen?: string }): Worded {
  const unread = seen === undefined ? '' : `Je n’ai pas compris « ${plain(seen)} ». `
  return {
    text: `${unread}Publier ${bold(number)} ? \`oui\` : publier et avertir ; \`non\` : garder le brouillon ; ${code('modifier champ:valeur')} : corriger d’abord.`,
    choices: ['oui', 'non'],
    reactions: publishOrKeep(number),
  }
}

/** A thumb up publishes this draft whatever the conversation came to; a cross answers the question only. */
export function publishOrKeep(number: string): { confirm: string; cancel: string } {
  return { confirm: `publier ${number}`, cancel: 'non' }
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
        text: `Votre saisie d’une fiche « ${plain(about.kind)} » datait de plus de sept jours : je l’ai oubliée, rien n’a été enregistré. Recommencez avec \`créer\`.`,
      }
    case 'confirming':
      return {
        text: `Ma question sur le brouillon ${bold(about.number)} datait de plus de sept jours : je ne l’attends plus. Le brouillon est gardé : ${code(`publier ${about.number}`)}.`,
      }
    case 'asking':
      return {
        text: `J’ai oublié une commande ${code(about.command)} restée sans suite depuis plus de sept jours.`,
      }
    case 'offering':
      return { text: '' }
  }
}
