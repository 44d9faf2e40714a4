import Holidays from 'date-holidays'
import { describe, expect, it } from 'vitest'
import { countries } from '#core/kinds/nomenclatures/countries.ts'
import { departments, regions, territories, territoryOf } from '#core/kinds/nomenclatures/territories.ts'

describe('the territories', () => {
  it('are 18 regions, 101 départements and the 8 collectivities', () => {
    expect(regions.nodes.length).toBe(18)
    const inRegions = territories.filter((territory) => territory.region !== undefined)
    expect(inRegions.length).toBe(101)
    expect(new Set(inRegions.map((territory) => territory.region)).size).toBe(18)
    expect(territories.filter((territory) => territory.region === undefined).map(({ code }) => code)).toEqual(
      ['975', '977', '978', '984', '986', '987', '988', '989'],
    )
  })

  it('stand in the region they belong to', () => {
    const regionOf = (dept: string) => regions.get(territoryOf(dept)?.region ?? '')?.label
    expect(['34', '2B', '75', '08', '44', '49', '974', '85'].map(regionOf)).toEqual([
      'Occitanie',
      'Corse',
      'Île-de-France',
      'Grand Est',
      'Pays de la Loire',
      'Pays de la Loire',
      'La Réunion',
      'Pays de la Loire',
    ])
  })

  it('are found by code, short code, name and usual name', () => {
    const dept = (written: string) => departments.find(written).map((node) => node.code)
    expect(['34', '2a', '1', 'herault', 'Réunion', 'Corse'].map(dept)).toEqual([
      ['34'],
      ['2A'],
      ['01'],
      ['34'],
      ['974'],
      ['2A', '2B'],
    ])
    expect(regions.find('paca').map((node) => node.code)).toEqual(['93'])
    expect(regions.find('ile de france').map((node) => node.code)).toEqual(['11'])
  })

  it('are not guessed from the number of another one', () => {
    const near = (written: string) => departments.suggest(written, 3).map((node) => node.label)
    expect(['99', '98', '0', '100', '20'].map(near)).toEqual([[], [], [], [], []])
    expect(near('heraut')).toContain('Hérault')
  })

  it('have time zones that exist, with the offsets of the place', () => {
    const noon = Temporal.Instant.from('2026-11-22T12:00:00Z')
    const hours = (code: string) => noon.toZonedDateTimeISO(territoryOf(code)?.zone ?? '').offset
    expect(['34', '971', '973', '974', '976', '975', '986', '987', '988', '989'].map(hours)).toEqual([
      '+01:00',
      '-04:00',
      '-03:00',
      '+04:00',
      '+03:00',
      '-03:00',
      '+12:00',
      '-10:00',
      '+11:00',
      '-08:00',
    ])
    for (const { zone } of territories) expect(() => noon.toZonedDateTimeISO(zone)).not.toThrow()
  })

  it('name every holiday region that the library has, and no other', () => {
    const known = Object.keys(new Holidays('FR').getStates('FR') ?? {})
    expect(territories.flatMap(({ holidays }) => holidays ?? []).sort()).toEqual(known.sort())
  })
})

describe('the countries', () => {
  it('are found by code, French name and English name, without those that no longer are', () => {
    const country = (written: string) => countries.find(written).map((node) => node.code)
    expect(['IT', 'italie', 'Italy', 'Pays-Bas', 'Royaume-Uni'].map(country)).toEqual([
      ['IT'],
      ['IT'],
      ['IT'],
      ['NL'],
      ['GB'],
    ])
    expect(['EU', 'SU', 'ZZ'].map((code) => countries.get(code))).toEqual([undefined, undefined, undefined])
    expect(countries.nodes.length).toBeGreaterThan(240)
  })
})
