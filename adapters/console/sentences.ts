import { count } from '#templates/words.ts'
import type { ConsoleRefusal } from './protocol.ts'

/** What the console's terminal says by itself; everything about events comes from the bot. */
export const usage = `Parler à Vigie dans ce terminal.

  npm run chat -- --as prenom.nom@domaine [--socket chemin]

  --as       votre adresse, telle qu’elle est dans l’annuaire
  --socket   la console de Vigie, si elle n’est pas à sa place habituelle
  --help     cette aide

Écrivez « aide » pour les commandes. Ctrl-D ou Ctrl-C pour partir.
Sans terminal, chaque ligne de l’entrée est une commande : echo aide | npm run chat -- --as prenom.nom@domaine`

export const whoSpeaks = 'Qui parle ? Ajoutez --as prenom.nom@domaine (--help pour l’aide).'

export function notRunning(socket: string): string {
  return `Vigie ne répond pas sur ${socket} : lancez « npm start » d’abord.`
}

export function welcomed(name: string, structure: string, seat: number): string {
  const apart =
    seat === 1
      ? ''
      : ' Une autre console est ouverte à votre nom : ce que vous dites ici ne répond pas à ses questions.'
  return `Bonjour ${name} (${structure}). Écrivez « aide » pour les commandes, Ctrl-D pour partir.${apart}`
}

export const lost =
  'Vigie ne répond plus. Nouvel essai chaque seconde ; ce que vous écrivez partira à son retour.'
export const back = 'Vigie est revenue.'

/** Said after a restart: whether it was done cannot be known here. */
export function unanswered(text: string): string {
  return `Vigie s’est arrêtée avant de répondre à « ${text} ». Vérifiez si c’est fait avant de l’écrire de nouveau.`
}

export function choicesLine(choices: readonly string[]): string {
  return `Vous pouvez répondre : ${choices.join(' | ')}`
}

/** Under what was pasted. */
export function heldLines(lines: number): string {
  return `Texte collé, ${count(lines, 'ligne')} : Entrée l’envoie en un seul message, Ctrl-C l’oublie.`
}

export const droppedLines = 'Texte collé oublié : rien n’a été envoyé.'

export function refusalSentence(why: ConsoleRefusal, as: string): string {
  switch (why) {
    case 'unknown-agent':
      return `Vigie ne connaît pas d’agent actif à l’adresse « ${as} ». Vérifiez --as, ou faites importer l’annuaire.`
    case 'hello-first':
    case 'not-understood':
      return 'La console et Vigie ne se comprennent pas : elles ne sont pas de la même version. Relancez les deux.'
    case 'too-long':
      return 'Cette ligne est trop longue. Envoyez un texte plus court.'
    case 'surprise':
      return 'Une erreur inattendue a arrêté cette demande. Réessayez ; si elle revient, prévenez l’exploitant de Vigie.'
  }
}
