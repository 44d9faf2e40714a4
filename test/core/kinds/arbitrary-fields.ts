import fc from 'fast-check'
import type { Field, Fields, FieldValue, Kind } from '#core/kinds/kind.ts'
import { territories } from '#core/kinds/nomenclatures/territories.ts'

/** Fields that satisfy each field's own rule, any of them missing; rules between fields are not looked at. */
export function arbitraryFields(kind: Kind): fc.Arbitrary<Fields> {
  const entries = kind.fields.map((field) =>
    fc.option(valueFor(field)).map((value) => (value === null ? [] : [[field.name, value] as const])),
  )
  return fc.tuple(...entries).map((filled) => Object.fromEntries(filled.flat()))
}

const words = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).map((text) => `x${text}`)

function valueFor(field: Field): fc.Arbitrary<FieldValue> {
  switch (field.type) {
    case 'line':
    case 'text':
      return words
    case 'choice':
      return fc.constantFrom(...(field.choices ?? []).map((choice) => choice.code))
    case 'tree':
      return fc.constantFrom(...(field.tree?.nodes ?? []).map((node) => node.code))
    case 'day':
      return fc.integer({ min: 0, max: 9_000 }).map((days) => {
        return Temporal.PlainDate.from('2000-01-01').add({ days }).toString()
      })
    case 'list':
      return fc.array(field.name === 'recallNumbers' ? recallNumber : words, { minLength: 1, maxLength: 5 })
    case 'establishments':
      return fc.array(establishment, { minLength: 1, maxLength: 3 })
  }
}

const recallNumber = fc.integer({ min: 0, max: 9999 }).map((n) => `2026-06-${String(n).padStart(4, '0')}`)

const establishment = fc.record(
  {
    name: words,
    siret: fc.constantFrom('12345678200010', '35600000049837'),
    approval: fc.constantFrom('34.123.001', '2A.004.001'),
    city: words,
    dept: fc.constantFrom(...territories.map((territory) => territory.code)),
    country: fc.constantFrom('FR', 'IT', 'DE'),
    operator: words,
    position: fc.constantFrom('detection', 'autre'),
  },
  { requiredKeys: ['name'] },
)
