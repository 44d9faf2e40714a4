import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { isRefusal } from '#core/refusal.ts'
import { mostBytes, readFileText } from '#core/tables/read-file.ts'
import { readTable } from '#core/tables/read-table.ts'
import { partsOf, workbook } from './workbook.ts'

const columns = [
  { name: 'Prénom', required: true },
  { name: 'Nom', required: true },
] as const

async function problemOf(bytes: Uint8Array): Promise<string> {
  try {
    await readFileText(bytes, 'x')
  } catch (error) {
    if (isRefusal(error, 'import-unreadable')) return error.facts.problem
    throw error
  }
  throw new Error('it was read')
}

/** A workbook with twenty million zero bytes packed in it, of which its headers say another size. */
function saying(size: number): Uint8Array {
  const packed = Buffer.from(
    zipSync({ ...partsOf([['a']]), 'xl/sharedStrings.xml': new Uint8Array(20_000_000) }),
  )
  const before = Buffer.alloc(4)
  before.writeUInt32LE(20_000_000)
  for (let at = packed.indexOf(before); at !== -1; at = packed.indexOf(before, at + 1))
    packed.writeUInt32LE(size, at)
  return packed
}

describe('an Excel workbook', () => {
  it('is read as a table, with the numbers of its rows', async () => {
    const bytes = workbook([
      [null, null],
      ['PRENOM', 'nom'],
      ['Zoé; "dite" Łoś', 'a\nb'],
      [null, null],
      ['  ', ''],
      ['Marc', null],
    ])
    const { text, encoding, otherSheets } = await readFileText(bytes, 'x')
    expect([encoding, otherSheets]).toEqual(['xlsx', 0])
    expect(readTable(text, 'x', columns)).toEqual([
      { line: 3, cells: { Prénom: 'Zoé; "dite" Łoś', Nom: 'a b' }, surplus: 0, missing: 0, unwritable: [] },
      { line: 6, cells: { Prénom: 'Marc', Nom: '' }, surplus: 0, missing: 0, unwritable: [] },
    ])
  })

  it('has its numbers as a spreadsheet shows them, and its days as days', async () => {
    const cells = [
      { number: '2024.8969999999999' },
      { number: '35600000009075' },
      { number: '0' },
      { day: 44624 },
    ]
    const { text } = await readFileText(workbook([cells]), 'x')
    expect(text).toBe('"2024.897";"35600000009075";"0";"2022-03-04"')
  })

  it('has only its first sheet read, and says so', async () => {
    expect(await readFileText(workbook([['a']], { sheets: 3 }), 'x')).toMatchObject({
      text: '"a"',
      otherSheets: 2,
    })
  })

  it('is refused when it is none, torn, of before 2007 or under a password', async () => {
    const whole = workbook([['a']])
    expect(await problemOf(zipSync({ 'a.txt': strToU8('a') }))).toContain('pas un classeur Excel')
    expect(await problemOf(whole.subarray(0, whole.length - 30))).toContain('pas un classeur Excel')
    expect(await problemOf(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]))).toContain('.xls')
    const torn = {
      ...partsOf([['a']]),
      'xl/worksheets/sheet1.xml': strToU8('<worksheet><sheetData><row r="1"><c'),
    }
    expect(await problemOf(zipSync(torn))).toContain('pas un classeur Excel')
  })

  it('is refused before it is unpacked when it unpacks beyond the bounds', async () => {
    expect(await problemOf(saying(300 * 1024 * 1024))).toMatch(/^il dépasse 64 Mo une fois décompressé.*CSV$/)
  })

  it('unpacks to no more than it says, whatever it holds', async () => {
    // Made before it is measured: what it is made of is let go of at any time.
    const lying = saying(10)
    const before = process.memoryUsage().arrayBuffers
    await readFileText(lying, 'x').catch(() => undefined)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000)
  })

  it.each([
    ['rows without addresses', '<row><c><v>1</v></c></row>'.repeat(2_000_000), '200\u202F000 lignes'],
    ['empty rows', `<row r="1"/><row r='200001'/>`, '200\u202F000 lignes'],
    [
      'wide rows',
      `<row r="1">${'<c><v>1</v></c>'.repeat(11)}</row><row r="199999"/>`,
      '2\u202F000\u202F000 cellules',
    ],
  ])('is refused before it is read when it has too many: %s', async (_what, rows, says) => {
    const sheet = strToU8(`<worksheet><sheetData>${rows}</sheetData></worksheet>`)
    const bytes = zipSync({ ...partsOf([['a']]), 'xl/worksheets/sheet1.xml': sheet })
    expect(await problemOf(bytes)).toContain(`il a plus de ${says}`)
  })

  it('may have large parts beside its cells', async () => {
    const bytes = zipSync({ ...partsOf([['a']]), 'xl/pivotCache/records.xml': new Uint8Array(70_000_000) })
    expect((await readFileText(bytes, 'x')).text).toBe('"a"')
  })

  it('is refused when its cells are too far apart', async () => {
    const far =
      '<worksheet><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData></worksheet>'
    const bytes = zipSync({ ...partsOf([['a']]), 'xl/worksheets/sheet1.xml': strToU8(far) })
    expect(await problemOf(bytes)).toContain('lignes\u00A0: supprimer celles qui sont vides')
  })
})

describe('a file', () => {
  it('is refused beyond 64 MB', async () => {
    expect(await problemOf(new Uint8Array(mostBytes + 1))).toContain('64 Mo')
  })

  it('has no more of it decoded byte by byte than a table may have', async () => {
    for (const strays of ['\xff\n'.repeat(3_000_000), '\xff'.repeat(6_000_000)]) {
      const { text } = await readFileText(Buffer.from(`Prénom;Nom\n${strays}`, 'latin1'), 'x')
      expect(() => readTable(text, 'x', columns)).toThrow('import-unreadable')
    }
  })

  it('may be anything: what is no table is refused as such', async () => {
    const { text } = await readFileText(Buffer.from('%PDF-1.7\n%âãÏÓ'), 'x')
    expect(() => readTable(text, 'x', columns)).toThrow('import-unreadable')
  })
})
