import { z } from 'zod'
import { establishmentLabels } from './establishment.ts'
import type { Field, Kind } from './kind.ts'
import { countries } from './nomenclatures/countries.ts'
import { filePositions } from './nomenclatures/shared-choices.ts'
import { departments } from './nomenclatures/territories.ts'

export type JsonSchema = Readonly<Record<string, unknown>>

/** What parts of an establishment must be, where zod has a function that JSON Schema has no word for. */
const parts: Readonly<Record<string, JsonSchema>> = {
  siret: { pattern: '^\\D*(\\d\\D*){14}$' },
  siren: { pattern: '^\\D*(\\d\\D*){9}$' },
  dept: { 'x-nomenclature': departments.code },
  country: { 'x-nomenclature': countries.code },
  position: { enum: filePositions.map(({ code }) => code) },
}

/**
 * The fields of a kind as JSON Schema, for programs that fill them in: what a draft, or what is published, must satisfy.
 * A field whose values are a tree's codes names the tree as `x-nomenclature`. Rules between fields and keys of numbers
 * are beyond it: the API has the last word.
 */
export function jsonSchemaOf(kind: Kind, stage: 'draft' | 'published', today: string): JsonSchema {
  const schema = stage === 'draft' ? kind.draftSchema : kind.publishedSchema(today)
  return z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema, path }) => {
      const [first, name, , , part] = path
      if (first !== 'properties') return
      const field = kind.fields.find((one) => one.name === name)
      if (field !== undefined && path.length === 2) Object.assign(jsonSchema, wordsOf(field))
      if (path.length === 5 && typeof part === 'string') Object.assign(jsonSchema, partOf(part))
    },
  })
}

function wordsOf({ label, question, choices, tree }: Field): JsonSchema {
  return {
    title: label,
    description: question,
    ...(choices === undefined ? {} : { enum: choices.map(({ code }) => code) }),
    ...(tree === undefined ? {} : { 'x-nomenclature': tree.code }),
  }
}

function partOf(name: string): JsonSchema {
  const label = Object.entries(establishmentLabels).find(([part]) => part === name)?.[1]
  return { ...(label === undefined ? {} : { title: label }), ...parts[name] }
}
