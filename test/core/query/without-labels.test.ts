import { expect, it } from 'vitest'
import { withoutLabels } from '#core/query/without-labels.ts'

it.each([
  ['SIRET n° 356 000 000 09075', '356 000 000 09075'],
  ['n° siret 35600000009075', '35600000009075'],
  ['brie numéro de SIREN 356 000 000', 'brie 356 000 000'],
  ['n° SIRET : 35600000009075', 'SIRET : 35600000009075'],
  ['siret:35600000009075', 'siret:35600000009075'],
  ['sirets sans numéro', 'sirets sans numéro'],
])('the word before a company’s number is not looked for: %s', (written, asked) => {
  expect(withoutLabels(written)).toBe(asked)
})
