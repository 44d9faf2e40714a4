import { isUtf8 } from 'node:buffer'
import { mostRows } from './limits.ts'

export interface DecodedText {
  readonly text: string
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
  /** Lines of a file in UTF-8 that have bytes of Windows-1252. */
  readonly strayLines: readonly number[]
}

/**
 * The text of an operator's file. Spreadsheets still save as Windows-1252 or UTF-16, and files put together from several
 * have a line of another encoding: each line is decided by itself, so that one stray byte changes nothing of the others.
 */
export function decodeText(given: Uint8Array): DecodedText {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  const wide = wideEncoding(bytes)
  if (wide !== undefined) return { text: new TextDecoder(wide).decode(bytes), encoding: wide, strayLines: [] }
  if (isUtf8(bytes)) return { text: new TextDecoder().decode(bytes), encoding: 'utf-8', strayLines: [] }
  return byLine(bytes)
}

function byLine(bytes: Buffer): DecodedText {
  const pieces: string[] = []
  const strayLines: number[] = []
  let sure = false
  /** Where the lines begin that are UTF-8 and not in `pieces` yet. */
  let begun = 0
  let number = 0
  for (let start = 0, end = 0; start < bytes.length && strayLines.length <= mostRows; start = end) {
    const feed = bytes.indexOf(lineFeed, start)
    end = feed === -1 ? bytes.length : feed + 1
    const line = bytes.subarray(start, end)
    number += 1
    if (isUtf8(line)) {
      sure ||= line.some((byte) => byte > 0x7f)
      continue
    }
    strayLines.push(number)
    pieces.push(bytes.toString('utf8', begun, start), mixed(line))
    begun = end
  }
  // A table that has so many lines is not read: whatever the rest is.
  pieces.push(strayLines.length > mostRows ? bytes.toString('latin1', begun) : bytes.toString('utf8', begun))
  const text = pieces.join('').replace(/^\uFEFF/, '')
  return sure ? { text, encoding: 'utf-8', strayLines } : { text, encoding: 'windows-1252', strayLines: [] }
}

const lineFeed = 0x0a

/** Characters of UTF-8 as bytes; caught in a group, a byte that belongs to none. */
const sequences =
  /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|([\x80-\xff])/g

/** What is UTF-8 as such; each other byte by itself, as Windows-1252. */
function mixed(line: Buffer): string {
  // No line of a table is so long.
  if (line.length > 1_000_000) return line.toString('latin1')
  return line
    .toString('latin1')
    .replace(sequences, (bytes: string, stray: string | undefined) =>
      stray === undefined ? Buffer.from(bytes, 'latin1').toString('utf8') : (westernOf[stray] ?? '\uFFFD'),
    )
}

/** The upper half of Windows-1252; five of its bytes are no character. */
const westernOf: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from({ length: 128 }, (_, at) => at + 128)
    .map((byte) => [String.fromCharCode(byte), new TextDecoder('windows-1252').decode(Uint8Array.of(byte))])
    .filter(([, character = '']) => !/\p{Cc}/u.test(character)),
)

/** UTF-16 by its mark, or by the zero byte that every other one is in a text of Latin letters. */
function wideEncoding(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const start = bytes.subarray(0, 1000)
  const zeros = (rest: number) => start.filter((byte, at) => byte === 0 && at % 2 === rest).length
  const many = start.length / 4
  if (bytes.length % 2 !== 0) return undefined
  if (zeros(1) > many && zeros(0) === 0) return 'utf-16le'
  if (zeros(0) > many && zeros(1) === 0) return 'utf-16be'
  return undefined
}
