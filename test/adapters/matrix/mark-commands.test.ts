import { expect, it } from 'vitest'
import { markCommands } from '#adapters/matrix/mark-commands.ts'

it.each([
  ['Pour arrêter : `désabonner 1`.', 'Pour arrêter : `!désabonner 1`.'],
  ['`suivre A-2026.1`, `portée A-2026.1`', '`!suivre A-2026.1`, `!portée A-2026.1`'],
  ['`!rattacher`', '`!rattacher`'],
  ['`modifier champ:valeur`', '`modifier champ:valeur`'],
  ['le champ `danger:`, désabonner 1', 'le champ `danger:`, désabonner 1'],
])('in a room, %s is written %s', (text, marked) => {
  expect(markCommands(text)).toBe(marked)
})
