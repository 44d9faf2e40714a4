import { z } from 'zod'
import { jsonSchemaOf } from '../../kinds/json-schema.ts'
import { domains, type Field, type Kind, kindCodes, views } from '../../kinds/kind.ts'

const common = {
  code: z.enum(kindCodes).meta({ description: 'Ce qui s’écrit dans `kind`', example: kindCodes[0] }),
  label: z.string().meta({ example: 'Produit alimentaire' }),
  domain: z.enum(domains).meta({ description: 'Droit qu’il faut pour ouvrir et voir ces fiches' }),
  series: z.string().meta({ description: 'Début des numéros', example: 'A' }),
}

export const kindsSchema = z.object({ kinds: z.array(z.object(common)) })

const fieldSchema = z
  .object({
    name: z.string().meta({ description: 'Son nom dans `fields` et `values`', example: 'dangerCategory' }),
    label: z.string().meta({ example: 'Catégorie de danger' }),
    type: z.enum(['line', 'text', 'choice', 'tree', 'day', 'list', 'establishments']),
    required: z.boolean().meta({ description: 'Pour publier ; un brouillon peut l’omettre' }),
    centralOnly: z.boolean().meta({ description: 'Réservé aux structures centrales' }),
    view: z.enum(views).meta({ description: 'La moindre vue où il est montré' }),
    question: z.string(),
    words: z.array(z.string()).meta({ description: 'Ses noms dans la messagerie' }),
    facet: z.string().optional().meta({ description: 'Son nom dans la recherche', example: 'danger' }),
    choices: z
      .array(z.object({ code: z.string(), label: z.string() }))
      .optional()
      .meta({ description: 'Ses valeurs possibles, si elles sont peu' }),
    nomenclature: z
      .string()
      .optional()
      .meta({ description: 'Ses valeurs possibles : `/v1/nomenclatures/{code}`', example: 'danger' }),
  })
  .meta({ id: 'Field', description: 'Un champ d’un type de fiche' })

const jsonSchema = z.record(z.string(), z.unknown())

export const kindSchema = z
  .object({
    ...common,
    fields: z.array(fieldSchema).meta({ description: 'Dans l’ordre de la fiche' }),
    schemas: z
      .object({ draft: jsonSchema, published: jsonSchema })
      .meta({ description: 'JSON Schema (2020-12) de `fields`, pour un brouillon et pour publier' }),
  })
  .meta({ id: 'Kind', description: 'Un type de fiche : ses champs et leurs codes' })

export function describeKind({
  code,
  label,
  domain,
  series,
}: Kind): z.infer<typeof kindsSchema>['kinds'][number] {
  return { code, label, domain, series }
}

/** @param today ISO 8601 date in Paris */
export function describeKindWhole(kind: Kind, today: string): z.infer<typeof kindSchema> {
  return {
    ...describeKind(kind),
    fields: kind.fields.map(describeField),
    schemas: { draft: jsonSchemaOf(kind, 'draft', today), published: jsonSchemaOf(kind, 'published', today) },
  }
}

function describeField(field: Field): z.infer<typeof fieldSchema> {
  const { name, label, type, required, view, question, facet, choices, tree } = field
  return {
    name,
    label,
    type,
    required,
    centralOnly: field.centralOnly ?? false,
    view,
    question,
    words: [...field.words],
    ...(facet === undefined ? {} : { facet }),
    ...(choices === undefined
      ? {}
      : { choices: choices.map((one) => ({ code: one.code, label: one.label })) }),
    ...(tree === undefined ? {} : { nomenclature: tree.code }),
  }
}
