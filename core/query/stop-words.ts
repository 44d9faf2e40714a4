/**
 * French words that say nothing by themselves, folded. Short on purpose: a stop word cannot be searched.
 * Left out because folding makes them something else or because they count in the trade: mais (maïs), son (son de blé),
 * sans (sans gluten), sous (sous vide), est (Grand Est), non, pas, plus, ete (été), the (thé), vers, entre.
 */
export const stopWords: ReadonlySet<string> = new Set(
  [
    'le la les un une des du de au aux a',
    'et ou en dans par pour sur avec chez',
    'ce cet cette ces sa ses leur leurs',
    'qui que dont',
    'il elle ils elles on nous vous je tu se ne y',
    'ont sont etait etaient',
  ].flatMap((line) => line.split(' ')),
)

/** Words that lose their last letter before an apostrophe, as they then stand: `l'`, `qu'`. Stop words only there. */
export const elisions: ReadonlySet<string> = new Set(
  'l d j m t s c n qu jusqu lorsqu puisqu quoiqu'.split(' '),
)
