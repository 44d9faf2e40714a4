import fc from 'fast-check'
import { type Zippable, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { checkFiles, cleanName, largestFile, mostFiles } from '#core/documents/limits.ts'
import { mediaTypeOf } from '#core/documents/media-type.ts'
import { decideBeyond } from '#core/documents/quota.ts'
import { isRefusal } from '#core/refusal.ts'

const bytes = (text: string) => Buffer.from(text, 'latin1')
const pdf = bytes('%PDF-1.7 …')
const jpeg = bytes('\xff\xd8\xff\xe0JFIF')
const zip = bytes('PK\x03\x04rest')
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

async function why(files: Parameters<typeof checkFiles>[0]): Promise<string> {
  try {
    await checkFiles(files)
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
    ['\u{1303F}\u{13430}\u{13040}.pdf', '\u{1303F}\u{13040}.pdf'],
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
    ['application/xml', bytes('<a/>'), 'application/octet-stream'],
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
    ['text/html', bytes('<script>'), 'active'],
    ['image/svg+xml', bytes('<svg>'), 'active'],
  ])('said to be %j and something else is refused', (declared, content, reason) => {
    expect(mediaTypeOf(declared, content)).toEqual({ ok: false, why: reason })
  })
})

/** With macros. */
const oldOffice = Buffer.concat([
  bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'),
  Buffer.from('_VBA_PROJECT', 'utf16le'),
])

describe('the files of one act', () => {
  const file = { name: 'a.pdf', mediaType: 'application/pdf', bytes: pdf }

  it('are refused when one is empty, too big, or a program by its name', async () => {
    expect(await why([{ ...file, bytes: bytes('') }])).toBe('empty')
    expect(await why([{ ...file, mediaType: '', bytes: new Uint8Array(largestFile + 1) }])).toBe('too-big')
    expect(await why([{ ...file, mediaType: '', bytes: new Uint8Array(largestFile) }])).toBe('taken')
    for (const name of [
      'facture.pdf.exe',
      'x.BAT',
      'x.js',
      'x.exe. ',
      'x.scf',
      'x.lnk',
      'x.exe::$DATA',
      'x.pyw',
      'x.rdp',
    ])
      expect(await why([{ ...file, name }])).toBe('executable')
  })

  it('are refused when one may run something once opened, by its name, its type or its first bytes', async () => {
    for (const name of [
      'a.docm',
      'A.XLSM',
      'a.html',
      'a.htm',
      'a.svg',
      'a.iso',
      'a.vhd',
      'a.vhdx',
      'a.one',
      'a.xla',
      'a.wim',
    ])
      expect(await why([{ ...file, name }])).toBe('active')
    expect(await why([{ ...file, name: 'Prélèvements : lot 3.pdf' }])).toBe('taken')
    const iso = Buffer.alloc(0x8001 + 5)
    iso.write('CD001', 0x8001, 'latin1')
    for (const content of [iso, oldOffice, bytes('conectix')])
      expect(await why([{ name: 'photo', mediaType: '', bytes: content }])).toBe('active')
    expect(await why([{ name: 'page', mediaType: 'text/html', bytes: bytes('<p>') }])).toBe('active')
  })

  it('are refused when one is an archive that cannot be looked into', async () => {
    for (const name of ['a.7z', 'a.rar', 'a.tar.gz', 'a.cab'])
      expect(await why([{ ...file, mediaType: '', name }])).toBe('closed-archive')
    expect(await why([{ name: 'a', mediaType: '', bytes: bytes('Rar!\x1a\x07\x01') }])).toBe('closed-archive')
    expect(await why([{ name: 'a.zip', mediaType: '', bytes: zip }])).toBe('unreadable-archive')
  })

  it('are looked into when they are zip archives, office documents among them, two archives deep', async () => {
    const sent = (entries: Zippable, name = 'a.zip') =>
      why([{ name, mediaType: '', bytes: zipSync(entries) }])
    const text = bytes('Bulletin')
    expect(await sent({ 'analyse.txt': text, 'dossier/photo.jpg': jpeg })).toBe('taken')
    expect(await sent({ 'dossier/facture.exe': text })).toBe('executable')
    expect(await sent({ 'facture.exe. ': text })).toBe('executable')
    expect(await sent({ 'word/document.xml': text, 'word/vbaProject.bin': text }, 'a.docx')).toBe('active')
    const docx = zipSync({ 'word/document.xml': text })
    expect(await sent({ 'a.docx': docx })).toBe('taken')
    expect(await sent({ 'b.zip': zipSync({ 'a.docx': zipSync({ 'word/vbaProject.bin': text }) }) })).toBe(
      'active',
    )
    // Office goes by the type that a part is declared to have, whatever its name, and by what a file holds.
    const hidden = (type: string) => ({
      '[Content_Types].xml': bytes(`<Override ContentType="${type}"/>`),
      'word/a.bin': text,
    })
    expect(await sent(hidden('application/vnd.ms-office.vbaProject'), 'a.docx')).toBe('active')
    expect(await sent(hidden('application/vnd.ms-excel.macrosheet+xml'), 'a.xlsx')).toBe('active')
    const wide = new Uint8Array(
      Buffer.from('<Override ContentType="application/vnd.ms-office.vbaProject"/>', 'utf16le'),
    )
    expect(await sent({ '[Content_Types].xml': wide }, 'a.docx')).toBe('active')
    expect(await sent(hidden('application/xml'), 'a.docx')).toBe('taken')
    expect(
      await sent({ 'a.doc': zipSync(hidden('application/vnd.ms-word.document.macroEnabled.main+xml')) }),
    ).toBe('active')
    expect(await sent({ 'a.xls': oldOffice })).toBe('active')
    expect(await sent({ 'a.doc': bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), 'b.doc': text })).toBe('taken')
    const deep = zipSync({ 'c.zip': zipSync({ 'd.zip': zipSync({ 'e.zip': zipSync({ f: text }) }) }) })
    expect(await sent({ 'b.zip': deep })).toBe('unreadable-archive')
    const bomb = zipSync({ 'b.zip': new Uint8Array(101 * 1024 * 1024) })
    expect(await sent({ 'a.zip': bomb })).toBe('unreadable-archive')
  })

  it('are refused when one is behind a password, or is a zip with more within than can be looked at', async () => {
    const locked = Buffer.from(zipSync({ 'analyse.pdf': pdf }))
    // The flag of encryption, in the directory at the end.
    const at = locked.indexOf('PK\x01\x02', 'latin1') + 8
    locked.writeUInt16LE(locked.readUInt16LE(at) | 1, at)
    expect(await why([{ name: 'a.zip', mediaType: '', bytes: locked }])).toBe('encrypted')
    const many = Object.fromEntries(Array.from({ length: 5_001 }, (_, n) => [`${n}.txt`, new Uint8Array()]))
    expect(await why([{ name: 'a.zip', mediaType: '', bytes: zipSync(many) }])).toBe('unreadable-archive')
  })

  it('are ten at most', async () => {
    expect(await why(Array.from({ length: mostFiles }, () => file))).toBe('taken')
    expect(await why(Array.from({ length: mostFiles + 1 }, () => file))).toBe('too-many')
  })
})

describe('the quota of an event or an agent', () => {
  const files = [1, 2, 3].map((n) => ({ name: `${n}`, mediaType: '', bytes: new Uint8Array(10) }))

  it('names the first file that is too much, by number or by bytes', () => {
    const used = { files: 5, bytes: 100 }
    expect(decideBeyond({ files: 8, bytes: 130 }, used, files)).toBeUndefined()
    expect(decideBeyond({ files: 7, bytes: 130 }, used, files)?.name).toBe('3')
    expect(decideBeyond({ files: 8, bytes: 119 }, used, files)?.name).toBe('2')
  })
})
