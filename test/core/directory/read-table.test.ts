import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanLine } from '#core/clean-text.ts'
import { decodeText } from '#core/directory/decode-text.ts'
import { readTable } from '#core/directory/read-table.ts'
import { isRefusal } from '#core/refusal.ts'

const columns = [
  { name: 'Prénom', required: true },
  { name: 'Fonction_hiérarchique', required: true },
  { name: 'Canal', required: false },
] as const

function problemOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (isRefusal(error, 'import-unreadable')) return error.facts.problem
    throw error
  }
  throw new Error('it was read')
}

describe('an operator’s table', () => {
  it('is read with a BOM, CRLF, semicolons, quotes and empty lines, and counts lines as a spreadsheet does', () => {
    const csv = '\uFEFFPrénom;Fonction_hiérarchique\r\nClaire;"Chef ; ""adjoint"""\r\n\r\nMarc;\r\n'
    expect(readTable(csv, 'x', columns)).toEqual([
      { line: 2, cells: { Prénom: 'Claire', Fonction_hiérarchique: 'Chef ; "adjoint"' }, surplus: 0 },
      { line: 4, cells: { Prénom: 'Marc', Fonction_hiérarchique: '' }, surplus: 0 },
    ])
  })

  it.each([';', ',', '\t'])('takes %j as the separator when the header has most of it', (sign) => {
    const csv = [
      ['prenom', 'FONCTION HIERARCHIQUE', 'Autre'],
      ['Claire', 'Cheffe', '1'],
    ]
      .map((cells) => cells.join(sign))
      .join('\n')
    expect(readTable(csv, 'x', columns)[0]?.cells).toEqual({
      Prénom: 'Claire',
      Fonction_hiérarchique: 'Cheffe',
    })
  })

  it('tells of a line with more values than the header has columns, and not of empty cells at its end', () => {
    const rows = readTable('Prénom;Fonction_hiérarchique\na;b;c\na\na;b;;\n', 'x', columns)
    expect(rows.map(({ surplus }) => surplus)).toEqual([1, 0, 0])
  })

  it('drops what the database would refuse: control characters and half characters', () => {
    const [row] = readTable('Prénom;Fonction_hiérarchique\nCla\u0000ire;a\uD800b\n', 'x', columns)
    expect(row?.cells).toEqual({ Prénom: 'Claire', Fonction_hiérarchique: 'a\uFFFDb' })
  })

  it('refuses a header without a required column, and names those missing and those found', () => {
    const problem = problemOf(() => readTable('Prénom;Mail\na;b\n', 'x', columns))
    expect(problem).toContain('Fonction_hiérarchique')
    expect(problem).toContain('Prénom, Mail')
    expect(problem).not.toContain('Canal')
  })

  it('says that a file is not in UTF-8 when its header shows it', () => {
    const problem = problemOf(() => readTable('Pr\uFFFDnom;Fonction_hi\uFFFDrarchique\n', 'x', columns))
    expect(problem).toContain('UTF-8')
  })

  it('refuses an empty file and a quote that never ends, with its line', () => {
    expect(problemOf(() => readTable('', 'x', columns))).toContain('vide')
    expect(problemOf(() => readTable('Prénom;Fonction_hiérarchique\na;"b\nc;d\n', 'x', columns))).toMatch(
      /guillemet.*ligne/,
    )
  })

  it('gives back whatever cells were written', () => {
    const cell = fc.string({ unit: 'binary' }).map(cleanLine)
    const written = fc.array(fc.tuple(cell, cell).filter(([a, b]) => a + b !== ''))
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
    fc.assert(
      fc.property(written, (rows) => {
        const csv = [['Prénom', 'Fonction_hiérarchique'], ...rows]
          .map((cells) => cells.map(quote).join(','))
          .join('\r\n')
        const read = readTable(csv, 'x', columns).map(({ cells }) => [
          cells.Prénom,
          cells.Fonction_hiérarchique,
        ])
        expect(read).toEqual(rows)
      }),
    )
  })
})

describe('the bytes of a file', () => {
  it('are read as UTF-8, with or without a BOM', () => {
    expect(decodeText(new TextEncoder().encode('\uFEFFPrénom'))).toEqual({
      text: 'Prénom',
      encoding: 'utf-8',
    })
  })

  it('are read as Windows-1252 when they are not UTF-8, and this is said', () => {
    const bytes = Uint8Array.from([0x50, 0x72, 0xe9, 0x6e, 0x6f, 0x6d, 0x92])
    expect(decodeText(bytes)).toEqual({ text: 'Prénom’', encoding: 'windows-1252' })
  })

  it('are read as UTF-16 behind its BOM', () => {
    const bytes = Uint8Array.from([0xff, 0xfe, 0x50, 0x00, 0xe9, 0x00])
    expect(decodeText(bytes)).toEqual({ text: 'Pé', encoding: 'utf-16le' })
  })
})
