import { z } from 'zod'
import { channelNames } from '../../diffusion/channel.ts'
import { exclusions } from '../../diffusion/plan.ts'
import type { Reach } from '../../diffusion/reach.ts'
import { paceShape } from './pace.ts'
import { reasonSchema } from './reason.ts'

const room = z.boolean().meta({ description: 'Le salon de la structure' })

export const reachSchema = z
  .object({
    total: z.int().meta({ description: 'Nombre de destinataires', example: 12 }),
    recipients: z.array(
      z.object({
        name: z.string(),
        structure: z.string(),
        room,
        channel: z.enum(channelNames),
        pace: paceShape,
        reasons: z.array(reasonSchema),
        own: z.boolean().meta({ description: 'À vous, ou à votre structure' }),
      }),
    ),
    excluded: z
      .array(
        z.object({
          name: z.string(),
          structure: z.string(),
          room,
          why: z.enum(exclusions),
        }),
      )
      .meta({ description: 'Qui correspond mais ne recevra rien, et pourquoi' }),
  })
  .meta({ id: 'Reach', description: 'Qui recevrait une nouvelle ligne du fil de suivi, et pourquoi' })

export function describeReach(reach: Reach): z.infer<typeof reachSchema> {
  return {
    total: reach.total,
    recipients: reach.recipients.map((recipient) => ({ ...recipient, reasons: [...recipient.reasons] })),
    excluded: reach.excluded.map((one) => ({ ...one })),
  }
}
