import { z } from 'zod'
import type { EntryBrief } from '../../diffusion/notice.ts'
import { entryTypes, postTypes } from '../../events/entry.entity.ts'
import { most } from '../../events/post.ts'
import { digits } from './digits.ts'
import { documentSchema } from './document.ts'
import { changeSchema } from './problem.ts'

export const entrySchema = z
  .object({
    rank: z.int().meta({ description: 'Rang dans le fil de suivi, à partir de 1', example: 3 }),
    type: z.enum(entryTypes).meta({ example: 'message' }),
    at: z.iso.datetime().meta({ description: 'Instant ISO 8601', example: '2026-11-22T08:05:00.000Z' }),
    author: z.string().meta({ example: 'Claire Vidal (DDPP 34)' }),
    title: z.string().optional(),
    text: z.string().optional(),
    changes: z.array(changeSchema).optional().meta({ description: 'Champs modifiés, avant et après' }),
    other: z.string().optional().meta({ description: 'Numéro de l’autre évènement d’un lien' }),
    origin: z.string().optional().meta({ description: 'Source d’un évènement importé' }),
    documents: z.array(documentSchema).optional(),
    infected: z
      .array(z.object({ id: z.int(), name: z.string(), signature: z.string() }))
      .optional()
      .meta({ description: 'Documents que l’antivirus retient, et ce qu’il y a trouvé' }),
    said: z
      .object({ by: z.string().meta({ example: 'Paul Roux (DDPP 30)' }), at: z.iso.datetime() })
      .optional()
      .meta({ description: 'Qui l’a dit et quand, si ce n’est pas qui l’a inscrit' }),
    of: z
      .int()
      .optional()
      .meta({ description: 'Rang de la ligne que corrige une correction, ou que retire un retrait' }),
    undone: z
      .literal(true)
      .optional()
      .meta({ description: 'Un retrait fait avant que quiconque soit averti' }),
    from: z
      .literal('withdrawn')
      .optional()
      .meta({ description: 'Une réouverture d’un évènement qui avait été retiré' }),
    corrected: z
      .object({ rank: z.int(), text: z.string(), at: z.iso.datetime() })
      .optional()
      .meta({ description: 'La dernière correction : `text` est ce que la ligne dit maintenant' }),
    withdrawn: z
      .object({
        rank: z.int(),
        at: z.iso.datetime(),
        undone: z.literal(true).optional().meta({ description: 'Avant que quiconque en soit averti' }),
      })
      .optional()
      .meta({ description: 'Retirée depuis : ce qu’elle disait n’est plus montré' }),
    about: z
      .object({
        rank: z.int(),
        type: z.enum(entryTypes),
        author: z.string(),
        at: z.iso.datetime(),
        before: z.string().optional().meta({ description: 'Ce qu’elle disait avant une correction' }),
      })
      .optional()
      .meta({ description: 'La ligne dont parle une correction ou un retrait' }),
  })
  .meta({ id: 'Entry', description: 'Une ligne du fil de suivi' })

export const entriesQuery = z.strictObject({
  after: digits(0, 1_000_000_000)
    .default(0)
    .meta({ description: 'Rang après lequel lire : `next` de la page d’avant', example: 100 }),
  limit: digits(1, 500).default(100).meta({ description: 'De 1 à 500' }),
})

export const entriesSchema = z
  .object({
    entries: z.array(entrySchema),
    total: z.int().meta({ description: 'Nombre de lignes du fil de suivi', example: 7 }),
    next: z
      .int()
      .optional()
      .meta({ description: 'À donner à `after` pour lire la suite ; absent à la fin du fil' }),
  })
  .meta({ description: 'Une page du fil de suivi, du plus ancien au plus récent' })

/** Its content is the verb's to check. */
export const postSchema = z
  .strictObject({
    type: z.enum(postTypes).meta({ description: 'Message, note ou point de situation', example: 'message' }),
    title: z.string().min(1).max(most.title).optional().meta({ example: 'Résultats d’analyse' }),
    text: z
      .string()
      .min(1)
      .max(most.text)
      .meta({ example: 'Le laboratoire confirme la présence de Listeria.' }),
  })
  .meta({ id: 'Post', description: 'Ce qui est à écrire dans le fil de suivi' })

export function describeEntry(entry: EntryBrief): z.infer<typeof entrySchema> {
  const { body, ...facts } = entry
  const { changes, documents, infected, ...said } = body
  return {
    ...facts,
    ...said,
    ...(documents === undefined ? {} : { documents: documents.map((document) => ({ ...document })) }),
    ...(infected === undefined ? {} : { infected: infected.map((one) => ({ ...one })) }),
    ...(changes === undefined ? {} : { changes: changes.map((change) => ({ ...change })) }),
  }
}
