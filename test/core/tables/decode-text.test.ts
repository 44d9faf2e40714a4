import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeText } from '#core/tables/decode-text.ts'

const utf8 = (text: string) => Buffer.from(text, 'utf8')
const western = (text: string) =>
  Buffer.from([...text].map((sign) => (sign === '’' ? 0x92 : sign === '€' ? 0x80 : sign.charCodeAt(0))))
const wide = (text: string, bigEnd: boolean) => {
  const bytes = Buffer.from(text, 'utf16le')
  return bigEnd ? bytes.swap16() : bytes
}

describe('the bytes of a file', () => {
  it('are read as UTF-8, with or without a BOM', () => {
    const read = { text: 'Prénom', encoding: 'utf-8', strayLines: [] }
    expect(decodeText(utf8('\uFEFFPrénom'))).toEqual(read)
    expect(decodeText(utf8('Prénom'))).toEqual(read)
  })

  it('are read as Windows-1252 when no line is UTF-8, and this is said', () => {
    expect(decodeText(western('Prénom\r\nFrançois l’aîné, 3 €\nAna'))).toEqual({
      text: 'Prénom\r\nFrançois l’aîné, 3 €\nAna',
      encoding: 'windows-1252',
      strayLines: [],
    })
  })

  it.each([
    ['utf-16le', false],
    ['utf-16be', true],
  ] as const)('are read as %s, with its BOM or without', (encoding, bigEnd) => {
    const read = { text: 'Prénom;Nom\r\nZoé;Łoś', encoding, strayLines: [] }
    expect(decodeText(wide(`\uFEFF${read.text}`, bigEnd))).toEqual(read)
    expect(decodeText(wide(read.text, bigEnd))).toEqual(read)
  })

  it('are decided line by line: a stray byte changes nothing of the other lines, and its line is named', () => {
    const bytes = Buffer.concat([utf8('Łyżka\nb\n'), western('café'), utf8('\nżółw\n')])
    expect(decodeText(bytes)).toEqual({
      text: 'Łyżka\nb\ncafé\nżółw\n',
      encoding: 'utf-8',
      strayLines: [3],
    })
  })

  it('are decided byte by byte within such a line', () => {
    const bytes = Buffer.concat([
      utf8('Ł\n'),
      utf8('Łyżka '),
      western('é'),
      utf8(' 👩‍🔬'),
      Buffer.from([0x81, 0xe2, 0x82]),
    ])
    expect(decodeText(bytes).text).toBe('Ł\nŁyżka é 👩‍🔬\uFFFDâ‚')
  })

  it('are any bytes at all, and what is UTF-8 is read as such around any of them', () => {
    fc.assert(
      fc.property(
        fc.uint8Array(),
        fc.string({ unit: 'grapheme' }).filter((text) => !/[\n\0]/.test(text)),
        (bytes, text) => {
          expect(() => decodeText(bytes)).not.toThrow()
          const around = Buffer.concat([
            utf8(`é${text}\n`),
            Buffer.from(bytes).filter((byte) => byte !== 0),
            utf8(`\n${text}`),
          ])
          const read = decodeText(around).text
          expect(read.startsWith(`é${text.toWellFormed()}\n`)).toBe(true)
          expect(read.endsWith(`\n${text.toWellFormed()}`)).toBe(true)
        },
      ),
    )
  })
})
