import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { demoStructures, directoryCsv } from '#adapters/demo/people.ts'
import { keepFirst } from '#core/directory/decide-directory.ts'
import { decideLine, directoryColumns } from '#core/directory/decide-line.ts'
import { readTable } from '#core/tables/read-table.ts'

const decisions = readTable(directoryCsv, 'annuaire', directoryColumns).map(decideLine)
const { lines, issues } = keepFirst(decisions)

describe('the demo directory', () => {
  it('has no line that the import refuses', () => {
    expect(issues).toEqual([])
    expect(lines.length).toBeGreaterThanOrEqual(40)
  })

  it('has central, regional and departmental services, on both channels, and somebody without food', () => {
    const levels = new Set(lines.map(({ structure }) => structure.level))
    expect(levels).toEqual(new Set(['central', 'region', 'dept']))
    expect(new Set(lines.map(({ channel }) => channel))).toEqual(new Set(['console', 'email']))
    expect(lines.filter(({ domains }) => domains?.includes('food') === false)).toHaveLength(1)
    expect(demoStructures().map(({ code }) => code)).toContain('daaf-974')
  })

  it('invents addresses and telephone numbers: a reserved domain, and the ranges that Arcep keeps for fiction', () => {
    expect(lines.filter(({ email }) => !email.endsWith('@agri.example'))).toEqual([])
    const fiction = /^(01 99 00|02 61 91|03 53 01|04 65 71|05 36 49|06 39 98)( \d\d){2}$/
    const numbers = lines.flatMap(({ phone, mobile }) => [phone, mobile]).filter((number) => number !== '')
    expect(numbers.filter((number) => !fiction.test(number))).toEqual([])
  })
})

describe('the other files of the demo', () => {
  it('use the reserved domain only', () => {
    const folder = new URL('../../../adapters/demo/data/', import.meta.url)
    const text = ['mailboxes.csv', 'rules.csv']
      .map((file) => readFileSync(new URL(file, folder), 'utf8'))
      .join('\n')
    const addresses = text.match(/[\w.-]+@[\w.-]+/g) ?? []
    expect(addresses.length).toBeGreaterThan(10)
    expect(addresses.filter((address) => !address.endsWith('@agri.example'))).toEqual([])
  })
})
