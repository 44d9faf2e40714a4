import type { Told } from '#core/diffusion/told.ts'
import { count, recipientLabel } from '../words.ts'
import { plain, stopped } from './worded.ts'

/** More are counted: `Luc, Paul, Anne, DDPP 30 et 6 autres`. */
const mostNamed = 5

/** Whom an act told; delivery goes on after the answer. */
export function toldSentence(told: Told): string {
  const { total, held } = told
  if (total === 0) return 'Personne d’autre n’est concerné pour l’instant.'
  const [are, is] = held ? ['seront avertis', 'sera averti'] : ['sont avertis', 'est averti']
  return `${count(total, 'destinataire')} ${total >= 2 ? are : is}${laterWords(told)} : ${stopped(whoWords(told))}`
}

/** Whom an act would tell. */
export function wouldTell(told: Told): string {
  const { total } = told
  if (total === 0) return 'personne ne serait averti'
  return `${count(total, 'destinataire')} ${total >= 2 ? 'seraient avertis' : 'serait averti'}${laterWords(told)} : ${whoWords(told)}`
}

/** Who chose a digest is told, but not yet. */
export function laterWords({ total, later }: Told): string {
  if (later === 0) return ''
  if (later < total) return `, dont ${later} par récapitulatif`
  return ` par ${total >= 2 ? 'leur' : 'son'} prochain récapitulatif`
}

/** `Luc, Paul, DDPP 30 et 3 autres`. */
export function whoWords({ total, names }: Pick<Told, 'total' | 'names'>): string {
  const shown = names.slice(0, total > mostNamed ? mostNamed - 1 : mostNamed)
  const left = total - shown.length
  const words = shown.map((one) => plain(recipientLabel(one))).join(', ')
  return left > 0 ? `${words} et ${count(left, 'autre')}` : words
}
