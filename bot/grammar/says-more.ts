import { type Holder, holdsCodes } from './gather.ts'

/** `lots:4521,4523 produit retiré des rayons`: behind codes, words without one are no part of them. */
export function saysMore(field: Pick<Holder, 'type' | 'words'>, value: string): boolean {
  const said = value.trim().split(/\s+/)
  const last = said.findLastIndex(isCode)
  const more = said.slice(last + 1)
  const [only = ''] = more
  return (
    holdsCodes(field) &&
    isCode(said[0] ?? '') &&
    (more.length > 1 || (/^\p{Ll}{4,}[.!]?$/u.test(only) && !month.test(only)))
  )
}

function isCode(word: string): boolean {
  return /\d/.test(word) || /^[\p{Lu},;/-]{2,}$/u.test(word)
}

/** `DLC : 12 décembre` says no more than a day. */
const month = /^(?:janv|f[ée]vr|mars|avri|mai|juin|juil|ao[ûu]t|sept|octo|nove|d[ée]ce)/i
