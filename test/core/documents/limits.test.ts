import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkFiles, cleanName, largestFile, mostFiles } from '#core/documents/limits.ts'
import { mediaTypeOf } from '#core/documents/media-type.ts'
import { isRefusal } from '#core/refusal.ts'

const bytes = (text: string) => Buffer.from(text, 'latin1')
const pdf = bytes('%PDF-1.7 …')
const jpeg = bytes('\xff\xd8\xff\xe0JFIF')
const zip = bytes('PK\x03\x04rest')
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

function why(files: Parameters<typeof checkFiles>[0]): string {
  try {
    checkFiles(files)
    return 'taken'
  } catch (error) {
    return isRefusal(error, 'document-refused') ? error.facts.why : String(error)
  }
}

describe('the name of a document', () => {
  it.each([
    ['photo.jpg', 'photo.jpg'],
    ['/etc/passwd', 'passwd'],
    ['C:\\Users\\x\\Analyse n° 3.pdf', 'Analyse n° 3.pdf'],
    ['../../..', 'document'],
    ['a\r\nb\u0000.pdf', 'a b.pdf'],
    ['exe\u202Efdp.pdf', 'exefdp.pdf'],
    ['.htaccess', 'htaccess'],
    ['', 'document'],
  ])('%j is kept as %j', (given, kept) => {
    expect(cleanName(given)).toBe(kept)
  })

  it('is never a path, never holds what cannot be seen, and is cut before its extension', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
        const name = cleanName(`${given}.pdf`)
        expect(name.length).toBeGreaterThan(0)
        expect(name.length).toBeLessThanOrEqual(200)
        expect(name).not.toMatch(/[/\\\p{Cc}\p{Cf}]/u)
      }),
    )
    expect(cleanName(`${'a'.repeat(400)}.pdf`)).toBe(`${'a'.repeat(196)}.pdf`)
  })
})

describe('the type of a document', () => {
  it.each([
    ['application/pdf', pdf, 'application/pdf'],
    ['APPLICATION/PDF; charset=binary', pdf, 'application/pdf'],
    ['image/png', jpeg, 'image/jpeg'],
    [docx, zip, docx],
    ['text/csv', bytes('lot;date\nL1;2026'), 'text/csv'],
    ['text/plain', bytes('MZ-12 prélevé'), 'text/plain'],
    ['image/heic', bytes('....ftypheic'), 'image/heic'],
    ['', jpeg, 'image/jpeg'],
    ['n’importe quoi', bytes('x'), 'application/octet-stream'],
    ['text/html', bytes('<script>'), 'application/octet-stream'],
    ['image/svg+xml', bytes('<svg>'), 'application/octet-stream'],
  ])('said to be %j is what its first bytes allow', (declared, content, mediaType) => {
    expect(mediaTypeOf(declared, content)).toEqual({ ok: true, mediaType })
  })

  it.each([
    ['application/pdf', zip, 'mislabelled'],
    ['image/jpeg', pdf, 'mislabelled'],
    [docx, pdf, 'mislabelled'],
    ['text/plain', bytes('a\0b'), 'mislabelled'],
    ['application/pdf', bytes('MZ\x90\x00'), 'executable'],
    ['application/octet-stream', bytes('\x7fELF'), 'executable'],
  ])('said to be %j and something else is refused', (declared, content, reason) => {
    expect(mediaTypeOf(declared, content)).toEqual({ ok: false, why: reason })
  })
})

describe('the files of one act', () => {
  const file = { name: 'a.pdf', mediaType: 'application/pdf', bytes: pdf }

  it('are refused when one is empty, too big, or a program by its name', () => {
    expect(why([{ ...file, bytes: bytes('') }])).toBe('empty')
    expect(why([{ ...file, mediaType: '', bytes: new Uint8Array(largestFile + 1) }])).toBe('too-big')
    expect(why([{ ...file, mediaType: '', bytes: new Uint8Array(largestFile) }])).toBe('taken')
    for (const name of ['facture.pdf.exe', 'x.BAT', 'x.js', 'x.exe. '])
      expect(why([{ ...file, name }])).toBe('executable')
  })

  it('are ten at most', () => {
    expect(why(Array.from({ length: mostFiles }, () => file))).toBe('taken')
    expect(why(Array.from({ length: mostFiles + 1 }, () => file))).toBe('too-many')
  })
})
