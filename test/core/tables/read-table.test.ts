import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanLine } from '#core/clean-text.ts'
import { isRefusal } from '#core/refusal.ts'
import { readTable } from '#core/tables/read-table.ts'

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
      {
        line: 2,
        cells: { Prénom: 'Claire', Fonction_hiérarchique: 'Chef ; "adjoint"' },
        surplus: 0,
        missing: 0,
        unwritable: [],
      },
      {
        line: 4,
        cells: { Prénom: 'Marc', Fonction_hiérarchique: '' },
        surplus: 0,
        missing: 0,
        unwritable: [],
      },
    ])
  })

  it('has no more rows and cells than the sentence says, empty lines apart', () => {
    const rows = (many: number) => `Prénom;Fonction_hiérarchique\n${'a;b\n'.repeat(many)}`
    expect(readTable(rows(199_999), 'x', columns)).toHaveLength(199_999)
    expect(problemOf(() => readTable(rows(200_000), 'x', columns))).toMatch(
      /^il a plus de 200\u202F000 lignes/,
    )
    const wide = `Prénom;Fonction_hiérarchique\n${`a${';'.repeat(99_999)}\n`.repeat(20)}`
    expect(problemOf(() => readTable(wide, 'x', columns))).toMatch(
      /^il a plus de 2\u202F000\u202F000 cellules/,
    )
    expect(readTable(rows(1) + ';\n'.repeat(300_000), 'x', columns)).toHaveLength(1)
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
    expect(rows.map(({ surplus, missing }) => [surplus, missing])).toEqual([
      [1, 0],
      [0, 1],
      [0, 0],
    ])
  })

  it.each([';', ',', '\t', '|'])(
    'takes the separator that `sep=` names: %j, and goes on counting lines',
    (sign) => {
      for (const named of [
        `sep=${sign}`,
        `\uFEFFsep=${sign}`,
        `"sep=${sign}"`,
        `SEP=${sign}${sign}${sign}`,
      ]) {
        const csv = [named, `Prénom${sign}Fonction_hiérarchique`, `Claire${sign}Cheffe`].join('\r\n')
        expect(readTable(csv, 'x', columns)).toMatchObject([{ line: 3, cells: { Prénom: 'Claire' } }])
      }
    },
  )

  it('takes the separator that finds the columns, whatever else stands in the header', () => {
    const [row] = readTable(
      'Prénom;"Nom, prénom, titre, fonction";Fonction_hiérarchique\na;b;c\n',
      'x',
      columns,
    )
    expect(row?.cells).toEqual({ Prénom: 'a', Fonction_hiérarchique: 'c' })
  })

  it('has no rows for lines without any value, before the header or after it', () => {
    const csv = [
      '',
      ';;',
      ' ; ',
      'Prénom;Fonction_hiérarchique',
      '\u00a0;\u200b',
      'Claire;',
      ...Array<string>(20).fill(';;;'),
    ]
    expect(readTable(csv.join('\n'), 'x', columns)).toMatchObject([{ line: 6, cells: { Prénom: 'Claire' } }])
  })

  it('refuses a quote that is closed only after a million characters, in little time', () => {
    const csv = `Prénom;Fonction_hiérarchique\na;"${'b;c\n'.repeat(500_000)}";d\n`
    expect(problemOf(() => readTable(csv, 'x', columns))).toMatch(/dépasse .* caractères.*guillemet/)
  })

  it('finds the header of any text in time that grows with its length', () => {
    for (const family of [';', '\n', ' ', '"', '\r', ';\n', 'a']) {
      const started = performance.now()
      problemOf(() => readTable(family.repeat(50_000), 'x', columns))
      expect(performance.now() - started).toBeLessThan(5_000)
    }
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
