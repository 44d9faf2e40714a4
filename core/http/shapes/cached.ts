import { z } from 'zod'

/** Of a route whose answer bears an ETag. */
export const cachedHeaders = z.looseObject({
  'if-none-match': z.string().optional().meta({ description: 'ETag reçu : 304 si rien n’a changé' }),
})

export const unchanged = { 304: z.undefined().meta({ description: 'Rien n’a changé' }) } as const
