import { count } from '../words.ts'
import { code, plain, shorten, type Worded } from './worded.ts'

/** The one answer to somebody who is not in the directory: nothing of the service shows. */
export function wordStranger({ address }: { address: string }): Worded {
  return {
    text: `Je ne connais pas l’adresse ${plain(address)} : Vigie répond aux agents inscrits à l’annuaire, demandez votre inscription au référent de votre structure.`,
  }
}

export function wordTooLong({ length, most }: { length: number; most: number }): Worded {
  return {
    text: `Votre message fait ${count(length, 'caractère')} ; j’en lis ${count(most, 'caractère')} au plus et n’ai rien fait. Envoyez-le en plusieurs fois, par exemple avec ${code('message A-2026.1 …')}.`,
  }
}

/** The database does not answer: the act and the conversation are as they were. */
export function wordUnavailable({ said }: { said: string }): Worded {
  // What he meant to take back goes its way meanwhile.
  const leaves = secondThought.test(said.trimStart())
    ? ' Si vous vouliez reprendre un envoi, son délai court toujours : redites-le aussitôt.'
    : ''
  return {
    text: `Service momentanément indisponible : la base de données. Réessayez dans quelques minutes : je n’ai rien fait de « ${plain(shorten(said.trim(), 200))} », et c’est à écrire de nouveau.${leaves}`,
  }
}

const secondThought = /^(?:annul|stop|oups|mince|attend|non|nan|erreur|reprend|cancel|undo)/i

/** Something broke: what was said is set aside, and an operator can have it heard again. */
export function wordSurprise({ id }: { id: string }): Worded {
  return { text: `Je n’ai pas pu traiter ce message (référence ${code(id)}) : ${aside}` }
}

/** The same without any Markdown, when nothing is left that could fail. */
export function wordAside({ reference }: { reference: string }): string {
  return `Je n’ai pas pu traiter ce message (référence ${reference})\u00a0: ${aside}`
}

const aside =
  'je l’ai mis de côté, et rien n’a été fait. Dites-le autrement, ou donnez cette référence à l’exploitant, qui peut me le faire reprendre.'

/** `modifier` without any pair that can be read. */
export function wordNothingToSet({ number, seen }: { number: string; seen: string }): Worded {
  return {
    text: `Je n’ai rien changé à ${number} : je ne trouve pas de champ dans « ${plain(seen)} ». Écrivez par exemple ${code(`modifier ${number} lots:L2381,L2382`)} ; une valeur de plusieurs mots se met entre guillemets.`,
  }
}
