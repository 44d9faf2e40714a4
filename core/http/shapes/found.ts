import { z } from 'zod'
import { eventStates } from '../../events/event.entity.ts'
import { kindCodes } from '../../kinds/kind.ts'
import { search } from '../../text-schemas.ts'
import type { FoundEvents } from '../find.ts'
import { digits } from './digits.ts'

export const findQuery = z.strictObject({
  query: search().default('').meta({
    description: 'Recherche ; vide : tout ce que l’agent peut voir',
    example: 'danger:listeria dept:34',
  }),
  limit: digits(1, 100).default(20).meta({ description: 'De 1 à 100' }),
  offset: digits(0, 10_000).default(0).meta({ description: 'Rang du premier résultat, à partir de 0' }),
})

export const foundSchema = z
  .object({
    total: z.int().meta({ description: 'Nombre d’évènements qui correspondent', example: 3 }),
    corrections: z
      .array(z.object({ written: z.string(), read: z.string() }))
      .meta({ description: 'Mots corrigés parce qu’aucun évènement ne les porte' }),
    hits: z.array(
      z.object({
        number: z.string().meta({ example: 'A-2026.12' }),
        kind: z.enum(kindCodes),
        kindLabel: z.string(),
        title: z.string(),
        state: z.enum(eventStates),
        structure: z.string(),
        version: z.int(),
        publishedAt: z.iso.datetime().nullable(),
        updatedAt: z.iso.datetime(),
        excerpt: z.string().meta({ description: 'Texte autour des mots trouvés ; vide sans mots' }),
      }),
    ),
  })
  .meta({ id: 'Found', description: 'Les évènements trouvés' })

export function describeFound(found: FoundEvents): z.infer<typeof foundSchema> {
  return {
    total: found.total,
    corrections: found.corrections.map((correction) => ({ ...correction })),
    hits: found.hits.map(({ brief, kind, publishedAt, updatedAt, excerpt }) => ({
      ...brief,
      kind,
      kindLabel: brief.kind,
      publishedAt,
      updatedAt,
      excerpt: excerpt.replaceAll(/[\uE000\uE001]/g, ''),
    })),
  }
}
