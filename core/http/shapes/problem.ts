import { z } from 'zod'

const issueSchema = z.object({
  at: z.string().meta({
    description: 'Où : nom du champ ou du paramètre ; vide pour l’ensemble',
    example: 'fields.danger',
  }),
  seen: z.string().meta({ description: 'Ce qui a été lu', example: 'listeira' }),
  rule: z.string().meta({ description: 'Ce qui est attendu' }),
})

/** One edited field: what a conflict and an update show. */
export const changeSchema = z.object({
  field: z.string().meta({ example: 'lot' }),
  label: z.string().meta({ example: 'Numéro de lot' }),
  before: z.string(),
  after: z.string(),
})

/** RFC 9457, with the members that some codes add. */
export const problemSchema = z
  .object({
    type: z
      .string()
      .meta({ description: 'Code stable du problème', example: 'urn:vigie:problem:event-not-found' }),
    title: z.string().meta({ example: 'Évènement introuvable' }),
    status: z.int().meta({ example: 404 }),
    detail: z.string().meta({ description: 'Ce qui a été vu et ce qu’il faut faire, à montrer tel quel' }),
    instance: z.string().meta({ description: 'Identifiant de la requête, à citer', example: 'urn:uuid:…' }),
    issues: z.array(issueSchema).optional().meta({ description: 'Chaque champ refusé' }),
    version: z.int().optional().meta({ description: 'Version actuelle, en cas de conflit' }),
    changes: z
      .array(
        changeSchema.extend({
          by: z.string().meta({ example: 'Paul Roux (DDPP 30)' }),
          at: z.iso.datetime(),
        }),
      )
      .optional()
      .meta({ description: 'En cas de conflit : qui a changé quand les champs à modifier' }),
    at: z.int().optional().meta({ description: 'Position de la faute dans la recherche, à partir de 0' }),
    hint: z.array(z.string()).optional().meta({ description: 'Ce qui peut être écrit à la place' }),
  })
  .meta({ id: 'Problem', description: 'Un refus, au format RFC 9457' })
export type Problem = z.infer<typeof problemSchema>

/** Every route that a token opens is limited. */
export const limitedResponse = {
  429: {
    description: 'Trop d’appels en une minute : attendre, ou demander un jeton qui a une plus haute limite',
    content: { 'application/problem+json': { schema: problemSchema } },
  },
}

/** Every route refuses in this one shape. */
export const problemResponses = {
  '4xx': {
    description: 'Refusé : la phrase de `detail` dit pourquoi et que faire',
    content: { 'application/problem+json': { schema: problemSchema } },
  },
  '5xx': {
    description: 'Panne : la phrase de `detail` dit quoi citer',
    content: { 'application/problem+json': { schema: problemSchema } },
  },
}
