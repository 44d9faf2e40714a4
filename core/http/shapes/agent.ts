import { z } from 'zod'
import { channelNames } from '../../diffusion/channel.ts'
import { type Agent, fullName } from '../../directory/agent.entity.ts'
import { domains } from '../../kinds/kind.ts'
import { scopeSchema } from '../scopes.ts'
import type { KnownToken } from '../tokens/find-token.ts'

export const meSchema = z
  .object({
    name: z.string().meta({ example: 'Claire Vidal' }),
    email: z.string().meta({ example: 'claire.vidal@herault.example' }),
    structure: z.object({ code: z.string().meta({ example: 'ddpp-34' }), label: z.string() }),
    domains: z.array(z.enum(domains)).meta({ description: 'Domaines dont l’agent voit les évènements' }),
    channel: z.enum(channelNames).meta({ description: 'Canal sur lequel il est averti' }),
    token: z
      .object({
        label: z.string().meta({ example: 'tableau-de-bord' }),
        scopes: z.array(scopeSchema).meta({ description: 'Droits du jeton' }),
        expiresAt: z.iso.datetime().meta({ description: 'Instant à partir duquel il ne vaut plus rien' }),
        perMinute: z
          .int()
          .nullable()
          .meta({ description: 'Sa propre limite de lectures par minute ; null : celle du service' }),
      })
      .meta({ description: 'Le jeton de cette demande' }),
  })
  .meta({ id: 'Me', description: 'L’agent à qui le jeton appartient' })

export function describeMe(agent: Agent, token: KnownToken): z.infer<typeof meSchema> {
  const { email, structure, channel } = agent
  return {
    name: fullName(agent),
    email,
    structure: { code: structure.code, label: structure.label },
    domains: [...agent.domains],
    channel,
    token: {
      label: token.label,
      scopes: [...token.scopes],
      expiresAt: token.expiresAt.toISOString(),
      perMinute: token.perMinute ?? null,
    },
  }
}
