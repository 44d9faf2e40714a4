import { describe, expect, it } from 'vitest'
import { readStructurePath } from '#core/directory/structure-path.ts'
import { territories } from '#core/kinds/nomenclatures/territories.ts'

describe('the path of a structure', () => {
  it.each([
    ['AC/DAC/DGAL/MUS', { code: 'mus', label: 'MUS', level: 'central', region: null, dept: null }],
    ['AC/DAC/DGAL/SAS/SDSSA/BEAD', { code: 'bead', label: 'BEAD', level: 'central' }],
    ['AC/DAC/DGAL', { code: 'dgal', level: 'central' }],
    [
      'SD/DRAAF/DRAAF76/SRAL',
      { code: 'sral-occitanie', label: 'SRAL Occitanie', level: 'region', region: '76' },
    ],
    [
      'SD/DRAAF/DRAAF-OCCITANIE/SRAL',
      { code: 'sral-occitanie', label: 'SRAL Occitanie', region: '76', dept: null },
    ],
    ['SD/DRAAF/DRAAF-CENTRE-VAL-DE-LOIRE', { code: 'draaf-centre-val-de-loire', region: '24' }],
    ['SD/DRAAF/DRAAF-PACA/DIRECTION', { code: 'draaf-provence-alpes-cote-d-azur', region: '93' }],
    ['SD/DRAAF/DRIAAF-ILE-DE-FRANCE/SRAL', { code: 'sral-ile-de-france', region: '11' }],
    ['SD/DAAF/DAAF976/MSI', { code: 'daaf-976', region: '06' }],
    ['SD/DRAAF/DRAAF76/SRAL/POLE', { code: 'sral-occitanie', stands: 'SRAL 76' }],
    ['SD/DRAAF/DRAAF93/SRAL', { code: 'sral-provence-alpes-cote-d-azur' }],
    ['SD/DRAAF/DRAAF53', { code: 'draaf-bretagne', label: 'DRAAF Bretagne', dept: null }],
    ['SD/DRAAF/DRIAAF11/SRAL', { code: 'sral-ile-de-france', region: '11' }],
    [
      'SD/DAAF/DAAF974',
      {
        code: 'daaf-974',
        label: 'DAAF La Réunion',
        level: 'region',
        region: '04',
        dept: '974',
        zone: 'Indian/Reunion',
      },
    ],
    ['SD/DAAF/DAAF974/SALIM', { code: 'daaf-974' }],
    [
      'DDI/DDPP/DDPP34',
      { code: 'ddpp-34', label: 'DDPP 34', level: 'dept', region: '76', dept: '34', zone: 'Europe/Paris' },
    ],
    ['DDI/DDPP/DDPP34/SSA', { code: 'ddpp-34', stands: 'DDPP 34' }],
    ['DDI/DDPP/DDPP034', { code: 'ddpp-34' }],
    ['DDI/DDPP/DDPP1', { code: 'ddpp-01', dept: '01' }],
    ['DDI/DDPP/DDPP2A', { code: 'ddpp-2a', label: 'DDPP 2A', dept: '2A', region: '94' }],
    [' ddi / ddetspp / ddetspp48 ', { code: 'ddetspp-48', label: 'DDETSPP 48', dept: '48' }],
    ['UE/MINISTERES/MEEDDM/DDE/DTAM975', { code: 'dtam975', level: 'other' }],
  ])('%s is read', (path, expected) => {
    expect(readStructurePath(path)).toMatchObject(expected)
  })

  it.each([
    '',
    'MUS',
    'AC/DAC/DGER/MUS',
    'AC/DAC/DGALX',
    'DDI/DDPP',
    'DDI/DDPP/DDPP00',
    'DDI/DDPP/DDPP99',
    'DDI/DDTM/DDTM34',
    'SD/DRAAF/DRAAF34/SRAL',
    'SD/DRAAF/DRAAF-LOIRE',
    'SD/DRAAF/DRAAF-ATLANTIDE',
    'SD/DRAAF/DRAAF',
    `AC/DAC/DGAL/${'㎯'.repeat(100)}`,
    `UE/MINISTERES/MEEDDM/DDE/${'ß'.repeat(200)}`,
    'SD/DAAF/DAAF',
  ])('refuses %j, which is none of the services or names no territory', (path) => {
    expect(readStructurePath(path)).toBeUndefined()
  })

  it('gives every département a service of its own', () => {
    const codes = territories.map(({ code }) => readStructurePath(`DDI/DDPP/DDPP${code}`)?.code)
    expect(codes).not.toContain(undefined)
    expect(new Set(codes).size).toBe(territories.length)
  })
})
