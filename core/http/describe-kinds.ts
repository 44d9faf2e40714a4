import { type JsonSchema, jsonSchemaOf } from '../kinds/json-schema.ts'
import { kinds } from '../kinds/kinds.ts'

const all = Object.values(kinds)
const refTo = (name: string) => ({ $ref: `#/components/schemas/${name}` })

/**
 * Schemas that name the fields and codes of every kind, for the OpenAPI document. Routes take any fields, so that the kind itself says
 * what is wrong with them, in words and by name; what they may hold is written here.
 * @param today ISO 8601 date in Paris
 */
export function describeKinds(today: string): Record<string, JsonSchema> {
  const own: Record<string, JsonSchema> = Object.fromEntries(
    all.map((kind) => {
      const { $schema: _, ...schema } = jsonSchemaOf(kind, 'draft', today)
      return [nameOf(kind.code), { ...schema, description: `Champs de « ${kind.label} »` }]
    }),
  )
  const changes = Object.fromEntries(
    all.map(({ code }) => [`${nameOf(code)}Changes`, nullable(own[nameOf(code)] ?? {})]),
  )
  return {
    ...own,
    ...changes,
    OpeningInput: { description: 'Un évènement à ouvrir en brouillon', oneOf: all.map(openingOf) },
    UpdateInput: {
      type: 'object',
      required: ['fields'],
      additionalProperties: false,
      properties: {
        fields: {
          description: 'Les seuls champs à changer ; null vide un champ',
          anyOf: all.map(({ code }) => refTo(`${nameOf(code)}Changes`)),
        },
      },
    },
  }
}

function openingOf({ code, label }: (typeof all)[number]): JsonSchema {
  return {
    type: 'object',
    title: label,
    required: ['kind'],
    additionalProperties: false,
    properties: { kind: { const: code }, fields: refTo(nameOf(code)) },
  }
}

/** `food-product` → `FoodProductFields`. */
function nameOf(code: string): string {
  return `${code.replaceAll(/(?:^|-)(\w)/g, (_match, letter: string) => letter.toUpperCase())}Fields`
}

function nullable(schema: JsonSchema): JsonSchema {
  const { required: _, properties, ...rest } = schema
  const names = typeof properties === 'object' && properties !== null ? Object.entries(properties) : []
  return {
    ...rest,
    properties: Object.fromEntries(names.map(([name, one]) => [name, { anyOf: [one, { type: 'null' }] }])),
  }
}
