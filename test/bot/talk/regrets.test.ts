import { describe, expect, it } from 'vitest'
import { regrets } from '#bot/talk/regrets.ts'

describe('a second thought about what was just done', () => {
  it.each([
    'non, c’était pour Paul',
    "c'etait pour Paul",
    'mince, mauvais évènement',
    'zut',
    'oups mauvais numéro',
    'pardon je me suis trompée de fiche',
    'j’ai confondu avec un autre dossier',
    'ce n’était pas le bon',
    'pas la bonne fiche',
    'je n’aurais pas dû',
    'désolé erreur de ma part',
    'sorry wrong event',
  ])('is heard in « %s »', (text) => {
    expect(regrets(text)).toBe(true)
  })

  it.each([
    'le facteur est passé',
    'je voulais dire le camembert',
    'brie',
    'c’est bon',
    'bonjour Paul',
    '',
    '1',
  ])('is not in « %s »', (text) => {
    expect(regrets(text)).toBe(false)
  })
})
