import { count } from '../words.ts'
import { code, plain, type Worded } from './worded.ts'

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

/** Something broke: the id is in the log. */
export function wordSurprise({ id }: { id: string }): Worded {
  return {
    text: `Une erreur de mon côté m’a arrêtée. Réessayez dans un instant ; si cela continue, donnez ce code à l’exploitant : ${code(id)}.`,
  }
}

/** `modifier` without any pair that can be read. */
export function wordNothingToSet({ number, seen }: { number: string; seen: string }): Worded {
  return {
    text: `Je n’ai rien changé à ${number} : je ne trouve pas de champ dans « ${plain(seen)} ». Écrivez par exemple ${code(`modifier ${number} lots:L2381,L2382`)} ; une valeur de plusieurs mots se met entre guillemets.`,
  }
}
