import { z } from 'zod'
import { verdicts } from '../../documents/verdict.ts'

export const documentSchema = z
  .object({
    id: z.int().meta({ description: 'Numéro du document dans l’évènement, à partir de 1', example: 1 }),
    name: z.string().meta({ example: 'photo.jpg' }),
    mediaType: z.string().meta({ example: 'image/jpeg' }),
    size: z.int().meta({ description: 'Octets', example: 1258291 }),
    sha256: z.string().meta({ description: 'Empreinte SHA-256 du contenu, en hexadécimal' }),
  })
  .meta({ id: 'Document', description: 'Un document joint à un évènement' })

export const documentsSchema = z
  .object({
    documents: z.array(
      documentSchema.extend({
        rank: z.int().meta({ description: 'Rang de la ligne du fil de suivi qui l’a apporté', example: 3 }),
        at: z.iso.datetime(),
        author: z.string().meta({ example: 'Claire Vidal (DDPP 34)' }),
        verdict: z.enum(verdicts).meta({
          description:
            'Ce qu’en dit l’antivirus. `unscanned` et `clean` : donné ; `waiting` : pas encore ; `infected` : jamais',
          example: 'clean',
        }),
      }),
    ),
  })
  .meta({ description: 'Les documents de l’évènement, du plus ancien au plus récent' })

export const contentSchema = z
  .instanceof(Buffer)
  .meta({ description: 'Les octets du document', type: 'string', format: 'binary' })
