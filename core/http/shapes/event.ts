import { z } from 'zod'
import { eventStates } from '../../events/event.entity.ts'
import type { EventReading } from '../../events/read.ts'
import { type Fields, kindCodes, views } from '../../kinds/kind.ts'
import { line } from '../../text-schemas.ts'
import { entrySchema } from './entry.ts'
import { changeSchema } from './problem.ts'

const number = line().max(40).meta({ description: 'Numéro de l’évènement', example: 'A-2026.12' })

export const numberParams = z.object({ number })

const establishmentSchema = z
  .strictObject({
    name: z.string().meta({ example: 'Fromagerie du Causse' }),
    siret: z.string().exactOptional().meta({ description: '14 chiffres' }),
    siren: z.string().exactOptional().meta({ description: '9 chiffres, quand le SIRET n’est pas connu' }),
    approval: z.string().exactOptional().meta({ description: 'Numéro d’agrément' }),
    address: z.string().exactOptional().meta({ description: 'Numéro et voie, avant le code postal' }),
    postalCode: z.string().exactOptional().meta({ example: '34700' }),
    city: z.string().exactOptional(),
    dept: z.string().exactOptional().meta({ example: '34' }),
    country: z.string().exactOptional().meta({ description: 'ISO 3166-1 alpha-2', example: 'FR' }),
    operator: z.string().exactOptional(),
    position: z.string().exactOptional(),
  })
  .meta({ id: 'Establishment', description: 'Un établissement de la chaîne' })

const fieldValueSchema = z
  .union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.array(establishmentSchema)])
  .meta({ id: 'FieldValue', description: 'La valeur d’un champ ; les champs dépendent du type de fiche' })

const fieldName = z.string().max(64)

/** What each field must be is the kind's to check. */
export const openSchema = z
  .strictObject({
    kind: line()
      .max(128)
      .meta({ description: 'Type de fiche : un code de `/v1/kinds`', example: kindCodes[0] }),
    fields: z.record(fieldName, z.unknown()).default({}).meta({ description: 'Valeurs par nom de champ' }),
  })
  .meta({ id: 'Opening', description: 'Un évènement à ouvrir en brouillon' })

export const updateSchema = z
  .strictObject({
    fields: z
      .record(fieldName, z.unknown())
      .meta({ description: 'Les seuls champs à changer ; null vide un champ' }),
  })
  .meta({ id: 'Update' })

/** Its length and content are the verb's to check. */
export const withdrawSchema = z
  .strictObject({
    reason: z
      .string()
      .meta({ description: 'Pourquoi, en quelques mots', example: 'Fausse alerte : résultat démenti.' }),
  })
  .meta({ id: 'Withdrawal' })

export const linkSchema = z.strictObject({ other: number }).meta({ id: 'Link' })

export const eventSchema = z
  .object({
    number,
    kind: z.enum(kindCodes).meta({ description: 'Type de fiche', example: kindCodes[0] }),
    kindLabel: z.string().meta({ description: 'Type de fiche, en clair', example: 'Produit alimentaire' }),
    title: z.string(),
    state: z.enum(eventStates).meta({ example: 'open' }),
    structure: z.string().meta({ description: 'Structure qui a ouvert l’évènement', example: 'DDPP 34' }),
    version: z.int().meta({ description: 'À renvoyer dans If-Match pour modifier', example: 4 }),
    view: z.enum(views).meta({ description: 'Ce que le lecteur peut voir de l’évènement' }),
    fields: z
      .array(z.object({ label: z.string(), value: z.string() }))
      .meta({ description: 'Les champs en clair, dans l’ordre de la fiche' }),
    values: z.record(z.string(), fieldValueSchema).meta({ description: 'Les valeurs par nom de champ' }),
    createdAt: z.iso.datetime(),
    publishedAt: z.iso.datetime().nullable(),
    updatedAt: z.iso.datetime(),
    links: z.array(z.string()).meta({ description: 'Numéros des évènements liés' }),
    entryCount: z
      .int()
      .meta({ description: 'Nombre de lignes du fil de suivi : `/events/{number}/entries`', example: 7 }),
  })
  .meta({ id: 'Event', description: 'Un évènement, tel que l’agent peut le voir' })

export const updatedSchema = z
  .object({
    event: eventSchema,
    changes: z.array(changeSchema),
    meanwhile: z.array(entrySchema).meta({
      description: 'Ce que d’autres ont enregistré depuis la version de If-Match ; cela reste',
    }),
  })
  .meta({ description: 'L’évènement modifié et ce qui a changé' })

export function describeEvent(reading: EventReading): z.infer<typeof eventSchema> {
  const { brief, values, createdAt, publishedAt, updatedAt } = reading
  return {
    ...brief,
    kind: reading.kind,
    kindLabel: brief.kind,
    fields: reading.fields.map((field) => ({ ...field })),
    values: copyValues(values),
    createdAt,
    publishedAt,
    updatedAt,
    links: [...reading.links],
    entryCount: reading.entryCount,
  }
}

type Value = z.infer<typeof fieldValueSchema>

/** The same values in arrays that a schema may own. */
function copyValues(values: Fields): Record<string, Value> {
  return z.record(z.string(), fieldValueSchema).parse(values)
}
