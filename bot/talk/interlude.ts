import { fold } from '#core/query/words.ts'

/** One of these at least: of somebody who comes back later, is called away, thanks. */
const telling = new Set(
  `reprends reprend reprendrai reprendrons reviens revient reviendrai attends attend attendez patiente patientez appelle
  appelles appellent telephone sonne derange seconde secondes sec minute minutes min instant instants moment moments bouge
  bougez tard pause merci desole desolee pardon finis finirai termine terminerai continue continuerai verifie regarde
  cherche demande arrive reunion quitte file pars idee sait
  wait sec second seconds later back brb hold hang thanks sorry`.split(/\s+/),
)
/** They say nothing more with one of those. */
const idle = new Set(
  `je j tu on nous vous me m te t se s le la l les un une deux trois quatre cinq dix quinze trente 1 2 3 4 5 10 15 20 30
  aucune rien savoir quelques petit petite petites plus apres avant tout toute a au de d du suite demain matin midi soir maintenant pas ne n
  sais vais dois doit faut il y aller laisse ca cela c est suis serai bon ok oui ah euh hein ben alors donc juste svp stp
  collegue chef mon ma dans en encore bref beaucoup bien hop heure heures jour puis et desormais vite moi tele
  i ll be right just a one minute on in the me up`.split(/\s+/),
)
/** A longer text says something. */
const mostWords = 10

/** Talk beside the question, « je reprends plus tard », « attends, on m’appelle », « merci »: no value, and no text. */
export function isInterlude(text: string): boolean {
  if (text.length > longest || /["«“]/.test(text)) return false
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? []
  return (
    words.length <= mostWords &&
    words.some((word) => telling.has(word)) &&
    words.every((word) => telling.has(word) || idle.has(word))
  )
}

/** In characters. */
const longest = 120
