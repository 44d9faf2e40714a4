import { describe, expect, it } from 'vitest'
import { formatSiret, isSiret, sirenOf } from '#core/kinds/siret.ts'

describe('a SIRET', () => {
  it('has 14 digits and a right check digit', () => {
    expect(['12345678200010', '73282932000074'].map(isSiret)).toEqual([true, true])
    expect(['12345678200011', '1234567820001', '123456782000100', '1234567820001A', ''].map(isSiret)).toEqual(
      [false, false, false, false, false],
    )
  })

  it('of La Poste may also just add up to a multiple of five', () => {
    expect(['35600000000048', '35600000049837', '35600000049838'].map(isSiret)).toEqual([true, true, false])
  })

  it('begins with the SIREN, and is shown in groups', () => {
    expect(sirenOf('12345678200010')).toBe('123456782')
    expect(formatSiret('12345678200010')).toBe('123\u00a0456\u00a0782\u00a000010')
  })
})
