import { z } from 'zod'

const issueSchema = z
  .object({
    in: z.enum(['body', 'query', 'path', 'header']).meta({ description: 'La partie de la demande' }),
    at: z.string().meta({
      description: 'Où, dans cette partie : un pointeur JSON (RFC 6901) ; vide pour l’ensemble',
      example: '/fields/establishments/0/siret',
    }),
    label: z
      .string()
      .optional()
      .meta({ description: 'Le champ, en clair', example: 'Établissements, n° 1, SIRET' }),
    seen: z.string().meta({ description: 'Ce qui a été lu', example: 'listeira' }),
    rule: z.string().meta({ description: 'Ce qui est attendu' }),
  })
  .meta({ id: 'Issue', description: 'Une chose à corriger' })
export type ProblemIssue = z.infer<typeof issueSchema>

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
