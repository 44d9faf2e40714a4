import { z } from 'zod'
import type { DeclaredField } from './declare-field.ts'
import type { BrokenRule, Fields, FieldValue, Kind } from './kind.ts'

/** What a kind's own file says; the schemas and the field list come from it. */
export type KindDeclaration = Pick<
  Kind,
  'code' | 'label' | 'domain' | 'series' | 'words' | 'facets' | 'title'
> & {
  readonly fields: readonly DeclaredField[]
  /** Rules that look at several fields. */
  readonly rules: readonly ((fields: Fields) => BrokenRule | undefined)[]
}

export function defineKind(declaration: KindDeclaration): Kind {
  const { rules, fields, ...rest } = declaration
  const published = shapeOf(fields, (field) => !field.required)
  const broken = (values: Fields, today: string): BrokenRule[] =>
    [...fields.map((field) => tooLate(field, values, today)), ...rules.map((rule) => rule(values))].filter(
      (found) => found !== undefined,
    )
  // Schemas are compiled at their first use, so the one of the day is kept.
  let latest: { today: string; schema: Kind['draftSchema'] } | undefined
  return {
    ...rest,
    fields,
    broken,
    draftSchema: shapeOf(fields, () => true),
    publishedSchema: (today) => {
      if (latest?.today !== today) latest = { today, schema: withRules(published, broken, today) }
      return latest.schema
    },
  }
}

function shapeOf(
  fields: readonly DeclaredField[],
  optional: (field: DeclaredField) => boolean,
): z.ZodType<Fields, unknown> {
  const shape: Record<string, z.ZodType<FieldValue, unknown>> = {}
  for (const field of fields)
    shape[field.name] = optional(field) ? z.exactOptional(field.schema) : field.schema
  return z.strictObject(shape)
}

function withRules(
  shape: Kind['draftSchema'],
  broken: Kind['broken'],
  today: string,
): z.ZodType<Fields, unknown> {
  return shape.superRefine((values, ctx) => {
    for (const { field, rule } of broken(values, today))
      ctx.addIssue({ code: 'custom', path: [field], message: rule, input: values[field] })
  })
}

function tooLate(field: DeclaredField, values: Fields, today: string): BrokenRule | undefined {
  const value = values[field.name]
  if (!field.notAfterToday || typeof value !== 'string' || value <= today) return undefined
  return { field: field.name, rule: 'ne peut pas être dans le futur' }
}
