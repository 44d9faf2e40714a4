import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { type RasffLine, readRasff } from '#adapters/rasff/read-rasff.ts'
import { isRefusal } from '#core/refusal.ts'
import { header, sample } from './sample.ts'

const read = (source: string | Readable): Promise<RasffLine[]> => Array.fromAsync(readRasff(source))
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
  it('is read row by row: ISO days, text references, hazards once each with their category', async () => {
    const rows = rowsOf(await read(sample))
    expect(rows.map(({ day, reference }) => `${day} ${reference}`)).toEqual([
      '2022-03-04 2022.0650',
      '2022-03-01 2022.065',
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

  it('is read from a stream cut anywhere, a BOM and CRLF included', async () => {
    const bytes = Buffer.from(`\uFEFF${sample.replaceAll('\n', '\r\n')}`)
    const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, at) =>
      bytes.subarray(at * 7, at * 7 + 7),
    )
    expect(rowsOf(await read(Readable.from(pieces)))).toEqual(rowsOf(await read(sample)))
  })

  it.each([
    [{ 0: 'yesterday' }, 'ligne 2, Date of Case', 'yesterday'],
    [{ 0: '"Feb 30, 2022"' }, 'ligne 2, Date of Case', 'Feb 30, 2022'],
    [{ 1: '2022' }, 'ligne 2, Reference', '2022'],
    [{ 4: '' }, 'ligne 2, Product', ''],
    [{ 4: 'two,cells' }, 'ligne 2', '9 cellules'],
  ])('tells of a bad line %j with its number, and reads the next one', async (cells, at, seen) => {
    const [bad, good] = await read([header, line(cells), line({})].join('\n'))
    expect(bad).toMatchObject({ ok: false, issue: { at, seen } })
    expect(good?.ok).toBe(true)
  })

  it('is refused without its columns, naming those missing and those found', async () => {
    const csv = 'Reference,Product\n2022.0001,Cheese\n'
    const problem = await read(csv).catch((error: unknown) =>
      isRefusal(error, 'import-unreadable') ? error.facts.problem : error,
    )
    expect(problem).toContain('Hazard Substance')
    expect(problem).toContain('Reference, Product')
  })

  it('is refused when it is empty, and when a quote never ends', async () => {
    for (const csv of ['', `${header}\n"Mar 4`])
      await expect(read(csv)).rejects.toSatisfy((error) => isRefusal(error, 'import-unreadable'))
  })

  it('fails when its stream does', async () => {
    const broken = Readable.from(
      (function* () {
        yield `${header}\n`
        throw new Error('connection lost')
      })(),
    )
    await expect(read(broken)).rejects.toThrow('connection lost')
  })
})
