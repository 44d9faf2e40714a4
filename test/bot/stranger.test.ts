import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readStranger } from '#bot/stranger.ts'

describe('what a stranger says', () => {
  it.each([
    ['lier claire.vidal@agri.example', 'claire.vidal@agri.example'],
    ['!lier Claire.Vidal@AGRI.example.', 'claire.vidal@agri.example'],
    ['/link <claire@agri.example>', 'claire@agri.example'],
    ['Lier mon compte à claire@agri.example, merci', 'claire@agri.example'],
    ['claire@agri.example', 'claire@agri.example'],
    ['  mailto:claire@agri.example\n', 'claire@agri.example'],
    ['lier', undefined],
    ['lier claire vidal', undefined],
    ['lier A-2026.1 A-2026.2', undefined],
    ['lier @claire:agri.example', undefined],
  ])('asks to link: « %s »', (text, email) => {
    expect(readStranger(text)).toEqual({ type: 'ask', email })
  })

  it.each([
    '12345678',
    ' 12 34 56 78 ',
    '12\u00a034\u00a056\u00a078',
    '1234 5678',
    '1234-5678',
    'code : 12 34 56 78',
    'lier 12345678',
    '!12345678',
  ])('gives the code: « %s »', (text) => {
    expect(readStranger(text)).toEqual({ type: 'code', code: '12345678' })
  })

  it.each(['aide', 'AIDE !', '!aide', 'help', '?'])('asks for help: « %s »', (text) => {
    expect(readStranger(text).type).toBe('help')
  })

  it.each([
    '',
    'bonjour',
    '1234567',
    '123456789',
    'chercher listeria',
    'écrivez à claire@agri.example',
    'le code est 12345678 je crois',
  ])('is not understood: « %s »', (text) => {
    expect(readStranger(text).type).toBe('other')
  })

  it('is read whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const said = readStranger(text)
        if (said.type === 'code') expect(said.code).toMatch(/^\d{8}$/)
      }),
    )
  })
})
