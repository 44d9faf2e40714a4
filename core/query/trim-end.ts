/**
 * The text without the signs at its end. `/[.,]+$/` would look for its end from every place of a long run of them: time
 * that grows with the square of it.
 * @param sign matches one UTF-16 unit
 */
export function trimEndOf(text: string, sign: RegExp): string {
  let end = text.length
  while (end > 0 && sign.test(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}
