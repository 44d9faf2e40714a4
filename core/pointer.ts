import { cut } from './query/cut.ts'
/** Where something stands in a JSON text, as RFC 6901 writes it: `/fields/brands/0`. */
export function pointer(path: readonly PropertyKey[]): string {
  return path
    .map((part) => `/${visible(shortened(part)).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
}

/** A name as it is repeated: longer ones are no names of ours. */
export function shortened(part: PropertyKey): string {
  return cut(String(part), longestName)
}

const longestName = 64

/**
 * Control characters, half characters and those that turn the direction of writing or have no width by their names, so
 * that a refusal can show where they stood.
 */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\p{Bidi_Control}\u200B\u2060\uFEFF]/gu, (sign) => {
    return `<U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}>`
  })
}
