import { describe, expect, it } from 'vitest'
import { answerFilling, type FillTools, keepFilling, skipField, startFilling } from '#bot/talk/filling.ts'
import type { Filling } from '#bot/talk/state.ts'
import { kinds } from '#core/kinds/kinds.ts'
import { misplacedIn } from '#core/kinds/misplaced.ts'
import { readField } from '#core/kinds/read-field.ts'
import { shownFields } from '#core/kinds/show.ts'

const kind = kinds['food-product']
const tools: FillTools = {
  kind,
  central: false,
  read: (field, written) => readField(field, written, '2026-11-23'),
  misplaced: (fields) => misplacedIn(kind, fields),
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

describe('a place that contradicts itself', () => {
  it.each([
    ['Ferme, 34000 Paris', '34000', 'Paris'],
    ['Ferme, Marseille (34)', 'Marseille', 'Hérault'],
  ])('is said at once, and not noted: %s', (written, one, other) => {
    const step = startFilling(tools, `établissement:"${written}"`)
    if (step.do !== 'ask') throw new Error('nothing is asked')
    const { question, talk } = step
    expect(question).toMatchObject({ word: 'établissement', unread: written, received: [] })
    expect(question.refused?.rule).toContain(one)
    expect(question.refused?.rule).toContain(other)
    // Told right, it is taken, and the next is asked.
    expect(hearing(talk, 'Ferme, 34000 Montpellier').talk).toMatchObject({
      wrong: [],
      fields: { establishments: [{ name: 'Ferme', dept: '34' }] },
    })
  })
})

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

describe('what was pasted and is not read as a field', () => {
  const required = 'type:"alerte locale"\nsource:"autocontrôle produit"\nreçu:hier\n'

  it('stays in the text, and this is said', () => {
    const step = startFilling(tools, `\n${required}Danger : Listeria monocytogenes (> 100 ufc/g)\nUn cas.`)
    expect(step).toMatchObject({
      do: 'open',
      talk: {
        fields: {
          dangerCategory: 'listeria-monocytogenes',
          description: 'Catégorie de danger : Listeria monocytogenes (> 100 ufc/g)\nUn cas.',
        },
      },
      remarks: [{ type: 'kept-line', read: 'Listeria monocytogenes', into: 'Description' }],
    })
  })

  it('is not asked again when it is left: answered otherwise, passed over, or kept as a draft', () => {
    const asked = startFilling(tools, `\n${required}Danger : une bactérie du fromage je crois\nUn cas.`)
    expect(asked).toMatchObject({ do: 'ask', talk: { asking: 'dangerCategory' } })
    const kept = { description: 'Un cas.\nCatégorie de danger : une bactérie du fromage je crois' }
    const remarks = [{ type: 'kept-line' }]
    expect(skipField(tools, asked.talk)).toMatchObject({ do: 'open', talk: { fields: kept }, remarks })
    expect(keepFilling(tools, asked.talk)).toMatchObject({ do: 'open', talk: { fields: kept }, remarks })
    expect(answerFilling(tools, asked.talk, 'listeria')).toMatchObject({
      do: 'open',
      talk: { fields: { ...kept, dangerCategory: 'listeria' } },
      remarks,
    })
  })

  it('leaves no word that was mistyped in the text once it is corrected', () => {
    const asked = startFilling(tools, `\n${required}Danger : listeira\nUn cas.`)
    expect(answerFilling(tools, asked.talk, 'listeria')).toMatchObject({
      do: 'open',
      talk: { fields: { description: 'Un cas.', dangerCategory: 'listeria' } },
      remarks: [],
    })
  })

  it('of several lines, keeps the field that does not exist as well', () => {
    const step = startFilling(tools, `\n${required}danger:listeria\ndangr:salmonelle\nTel:0559640000`)
    expect(step).toMatchObject({ talk: { fields: { description: 'dangr:salmonelle\nTel:0559640000' } } })
  })

  it('takes no second danger for the rest of the first', () => {
    expect(startFilling(tools, '\nDanger : listeria, salmonelle\nUn cas.')).toMatchObject({
      talk: { wrong: [{ written: 'listeria, salmonelle' }] },
    })
  })
})

describe('a value that is said while a record is filled in', () => {
  it('is none where a list is said to have none', () => {
    const said = startFilling(tools, 'danger:listeria lots:aucun souche:"pas de souche"')
    expect(said.talk.fields).toEqual({ dangerCategory: 'listeria' })
    expect(said).toMatchObject({ question: { remarks: [{ type: 'none' }, { type: 'none' }] } })
  })

  it('is a name of several words where its first says nothing; a capital begins a sentence', () => {
    const said = startFilling(tools, 'type:alerte locale source:autocontrôle produit danger:listeria Un lot.')
    expect(said.talk.fields).toEqual({
      type: 'alerte-locale',
      source: 'autocontrole-produit',
      dangerCategory: 'listeria',
      description: 'Un lot.',
    })
  })

  it('adds to what was given, and says what it takes the place of', () => {
    const held = 'Deux malades à Nîmes ont mangé du brie de la ferme.'
    const before = { ...filling('source'), fields: { description: held, lots: 'L1' } }
    expect(hearing(before, 'description:"ajouter un troisième cas" lots:+L2').talk.fields).toEqual({
      description: `${held}\nun troisième cas`,
      lots: 'L1, L2',
    })
    expect(hearing(before, 'description:"Rien de neuf"')).toMatchObject({
      question: { remarks: [{ type: 'replaced', value: held }] },
    })
    expect(startFilling(tools, 'description:"Ajouter du sel"').talk.fields).toEqual({
      description: 'Ajouter du sel',
    })
  })
})
