import { z } from 'zod'
import type { EntryBrief } from '../../diffusion/notice.ts'
import { entryTypes, postTypes } from '../../events/entry.entity.ts'
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
  })
  .meta({ id: 'Entry', description: 'Une ligne du fil de suivi' })

export const entriesSchema = z
  .object({ entries: z.array(entrySchema) })
  .meta({ description: 'Le fil de suivi, du plus ancien au plus récent' })

/** Lengths and content are the verb's to check. */
export const postSchema = z
  .strictObject({
    type: z.enum(postTypes).meta({ description: 'Message, note ou point de situation', example: 'message' }),
    title: z.string().optional().meta({ example: 'Résultats d’analyse' }),
    text: z.string().meta({ example: 'Le laboratoire confirme la présence de Listeria.' }),
  })
  .meta({ id: 'Post', description: 'Ce qui est à écrire dans le fil de suivi' })

export function describeEntry(entry: EntryBrief): z.infer<typeof entrySchema> {
  const { rank, type, at, author } = entry
  const { changes, ...said } = entry.body
  return {
    rank,
    type,
    at,
    author,
    ...said,
    ...(changes === undefined ? {} : { changes: changes.map((change) => ({ ...change })) }),
  }
}
