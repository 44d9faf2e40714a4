/** Where something stands in a JSON text, as RFC 6901 writes it: `/fields/brands/0`. */
export function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${visible(String(part)).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** Control characters and half characters by their names, so that a refusal can show where they stood. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}]/gu, (sign) => {
    return `<U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}>`
  })
}
