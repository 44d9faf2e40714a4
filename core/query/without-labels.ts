/**
 * `SIRET n° 356 000 000 09075` asks for the number: events hold numbers without the word before them.
 * With a colon right after it the word is a field, and stays, without what stands before it: `n° SIRET : 356…`.
 */
export function withoutLabels(text: string): string {
  return text.replace(labels, '').replace(beforeField, '')
}

const labels =
  /(?<![\p{L}\p{N}])(?:n ?[°ºo]\.? ?|num[ée]ro )?(?:de )?(?:siret|siren) ?(?:(?:n ?[°ºo]\.? ?|num[ée]ro ):? ?)?(?=\d{3})/giu
const beforeField = /(?<![\p{L}\p{N}])(?:n ?[°ºo]\.? ?|num[ée]ro )(?:de )?(?=sire[nt] ?:)/giu
