import { describe, expect, it } from 'vitest'
import { answerFilling, type FillTools } from '#bot/talk/filling.ts'
import type { Filling } from '#bot/talk/state.ts'
import { kinds } from '#core/kinds/kinds.ts'
import { readField } from '#core/kinds/read-field.ts'
import { shownFields } from '#core/kinds/show.ts'

const kind = kinds['food-product']
const tools: FillTools = {
  kind,
  central: false,
  read: (field, written) => readField(field, written, '2026-11-23'),
  show: (fields) => shownFields(kind, fields, 'full'),
}

const filling = (asking: string): Filling => ({
  type: 'filling',
  kind: 'food-product',
  fields: {},
  wrong: [],
  asking,
  choices: [],
})

const hearing = (talk: Filling, text: string) => answerFilling(tools, talk, text)

describe('a line pasted while a text is asked for', () => {
  it('a line that is a field and its value is that field to its end, even where a text is asked for', () => {
    for (const line of ['établissement : ', 'établissement:', 'Établissement: '])
      expect(hearing(filling('description'), `${line}Parc Bleu, 3 quai du Port, 34140 Mèze`)).toMatchObject({
        talk: {
          fields: {
            establishments: [
              { name: 'Parc Bleu', address: '3 quai du Port', postalCode: '34140', city: 'Mèze', dept: '34' },
            ],
          },
        },
      })
    expect(hearing(filling('description'), 'établissement : Parc Bleu, 34140 Mèze')).not.toMatchObject({
      talk: { fields: { description: expect.any(String) } },
    })
  })

  it('a date said alone adds to the lots that were given', () => {
    const talk = { ...filling('description'), fields: { lots: '4521, 4522' } }
    expect(hearing(talk, 'DLC:12/12/2026')).toMatchObject({
      talk: { fields: { lots: '4521, 4522, DLC 12/12/2026' } },
    })
    expect(hearing(talk, 'lots:L1')).toMatchObject({ talk: { fields: { lots: 'L1' } } })
  })
})
