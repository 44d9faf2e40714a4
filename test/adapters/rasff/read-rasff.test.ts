import { describe, expect, it } from 'vitest'
import { type RasffLine, readRasff } from '#adapters/rasff/read-rasff.ts'
import { isRefusal } from '#core/refusal.ts'
import { header, sample } from './sample.ts'

const rowsOf = (lines: readonly RasffLine[]) => lines.flatMap((line) => (line.ok ? [line.row] : []))
const line = (cells: Partial<Record<number, string>>) =>
  [
    '"Mar 4, 2022"',
    '2022.0650',
    'Belgium',
    'France',
    'Cheese',
    'Milk and milk products',
    'Listeria',
    'Pathogenic micro-organisms',
  ]
    .map((cell, place) => cells[place] ?? cell)
    .join(',')

describe('an extract of the RASFF portal', () => {
  it('is read row by row: ISO days, text references, hazards once each with their category', () => {
    const rows = rowsOf(readRasff(sample))
    expect(rows.map(({ day, reference }) => `${day} ${reference}`)).toEqual([
      '2022-03-04 2022.0650',
      '2022-03-01 2022.0651',
      '2022-02-28 2022.0649',
      '2022-02-02 2022.0400',
      '2022-01-09 2022.0101',
    ])
    expect(rows[1]).toMatchObject({ line: 3, product: 'dried apricots, diced', origins: ['Turkey (TR)'] })
    expect(rows[2]?.origins).toEqual(['Viet Nam', 'Türkiye'])
    expect(rows[2]?.hazards).toEqual([
      { name: 'Chlorpyrifos - pesticide residues', category: 'Pesticide residues' },
      { name: 'Cadmium - heavy metals', category: 'Heavy metals' },
    ])
    expect(rows[3]?.hazards).toEqual([])
    expect(rows[4]?.hazards).toEqual([{ name: 'Something odd', category: '' }])
  })

  it('is read as spreadsheets save it: semicolons or tabs, `sep=`, blank rows, another case, quotes, CRLF', () => {
    const rows = rowsOf(readRasff(sample))
    const cells = sample.split('\n').map((row) => row.match(/"[^"]*"|[^,]+|(?<=,)(?=,|$)/g) ?? [])
    for (const sign of [';', '\t', ',']) {
      const [names = [], ...values] = cells.map((row) =>
        row.map((cell) => (sign === ',' ? cell : cell.replaceAll('"', ''))),
      )
      const quoted = (row: readonly string[]) =>
        row.map((cell) => (cell.includes(sign) && !cell.startsWith('"') ? `"${cell}"` : cell)).join(sign)
      const padding = sign.repeat(9)
      const lines = [
        '',
        quoted(names.map((name) => name.toUpperCase())),
        ...values.map(quoted),
        padding,
        padding,
        '',
      ]
      const shifted = rows.map((row) => ({ ...row, line: row.line + 2 }))
      expect(rowsOf(readRasff([`\uFEFFsep=${sign}`, ...lines].join('\r\n')))).toEqual(shifted)
      expect(rowsOf(readRasff(lines.join('\r\n')))).toEqual(
        rows.map((row) => ({ ...row, line: row.line + 1 })),
      )
    }
  })

  it('has its days in any form that is sure, and its references with a French comma', () => {
    const days = [
      '44624',
      '44624.375',
      '2022-03-04',
      '2022-03-04T00:00:00',
      '"MAR 4, 2022"',
      '"March 4, 2022"',
    ]
    const csv = [header, ...days.map((day) => line({ 0: day, 1: '"2022,0650"' }))].join('\n')
    expect(rowsOf(readRasff(csv)).map(({ day, reference }) => [day, reference])).toEqual(
      days.map(() => ['2022-03-04', '2022.0650']),
    )
  })

  it('has no refusals for rows of separators alone', () => {
    const padding = ','.repeat(7)
    expect(readRasff([header, ...Array<string>(20).fill(padding), line({})].join('\n'))).toMatchObject([
      { ok: true, row: { line: 22 } },
    ])
  })

  it.each([
    [{ 0: 'yesterday' }, 'ligne 2, Date of Case', 'yesterday'],
    [{ 0: '"Feb 30, 2022"' }, 'ligne 2, Date of Case', 'Feb 30, 2022'],
    [{ 1: '2022' }, 'ligne 2, Reference', '2022'],
    [{ 4: '' }, 'ligne 2, Product', ''],
    [{ 0: '03/04/2022' }, 'ligne 2, Date of Case', '03/04/2022'],
    [{ 4: 'two,cells' }, 'ligne 2, colonnes', '1 de trop'],
  ])('tells of a bad line %j with its number, and reads the next one', (cells, at, seen) => {
    const [bad, good] = readRasff([header, line(cells), line({})].join('\n'))
    expect(bad).toMatchObject({ ok: false, issue: { at, seen } })
    expect(good?.ok).toBe(true)
  })

  const problemOf = (csv: string): string => {
    try {
      readRasff(csv)
    } catch (error) {
      if (isRefusal(error, 'import-unreadable')) return error.facts.problem
      throw error
    }
    throw new Error('it was read')
  }

  it('is refused without its columns, naming those missing and those found', () => {
    const problem = problemOf('Reference,Product\n2022.0001,Cheese\n')
    expect(problem).toContain('Hazard Substance')
    expect(problem).toContain('Reference, Product')
  })

  it('is refused when it is empty, and when a quote never ends', () => {
    expect(problemOf('')).toContain('le fichier est vide')
    expect(problemOf(`${header}\n"Mar 4`)).toContain('un guillemet ouvert n’est jamais refermé, ligne')
  })
})
