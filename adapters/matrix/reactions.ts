/** What a reaction says, whatever it was put on. */
export type ReadReaction =
  | { readonly type: 'confirm' }
  | { readonly type: 'cancel' }
  /** From 1. */
  | { readonly type: 'choice'; readonly n: number }
  | { readonly type: 'pin' }
  | { readonly type: 'other' }

const ten = '🔟'
const confirms = new Set(['👍', '✅', '✔', '👌', '🆗'])
const cancels = new Set(['❌', '👎', '✖', '🚫', '⛔'])
const pins = new Set(['📌', '📍'])

/** The reactions that choose among `n` numbered choices; ten at most. */
export function choiceKeys(n: number): string[] {
  return Array.from({ length: Math.min(n, 10) }, (_, at) => (at === 9 ? ten : `${at + 1}\ufe0f\u20e3`))
}

/** Clients send a sign with or without its variation selector, and with the skin tone of its author. */
export function readReaction(key: string): ReadReaction {
  const sign = key
    .normalize('NFC')
    .replaceAll(/[\ufe0e\ufe0f]|\ud83c[\udffb-\udfff]/g, '')
    .trim()
  if (confirms.has(sign)) return { type: 'confirm' }
  if (cancels.has(sign)) return { type: 'cancel' }
  if (pins.has(sign)) return { type: 'pin' }
  const digit = /^([1-9])\u20e3?$/.exec(sign)?.[1]
  if (digit !== undefined) return { type: 'choice', n: Number(digit) }
  return sign === ten ? { type: 'choice', n: 10 } : { type: 'other' }
}
