export interface DecodedText {
  readonly text: string
  readonly encoding: 'utf-8' | 'utf-16le' | 'windows-1252'
}

/** The text of an operator's file. Spreadsheets still save as Windows-1252 or UTF-16; the caller says which was read. */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodedAs('utf-16le', bytes)
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' }
  } catch {
    // Every byte is a character of Windows-1252, so this cannot fail.
    return decodedAs('windows-1252', bytes)
  }
}

function decodedAs(encoding: DecodedText['encoding'], bytes: Uint8Array): DecodedText {
  return { text: new TextDecoder(encoding).decode(bytes), encoding }
}
