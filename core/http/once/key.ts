import { z } from 'zod'

const key = z
  .string()
  // A string of RFC 9651, or bare, as most clients write it; no escapes: a UUID is meant.
  .regex(
    /^(?:"[\x20\x21\x23-\x5b\x5d-\x7e]{1,255}"|[\x21\x23-\x5b\x5d-\x7e]{1,255})$/,
    'une clé de 1 à 255 caractères ASCII, entre guillemets ou non, par exemple un UUID',
  )
  .optional()
  .meta({
    description:
      'Clé choisie par l’appelant, une par action : envoyée de nouveau dans les 24 heures, la même demande n’agit pas deux fois et reçoit la première réponse, avec `Idempotency-Replayed: true`',
    example: '"8e03978e-40d5-43e8-bc93-6894a57f9324"',
  })

/** Of every route that acts. */
export const keyHeader = { 'idempotency-key': key } as const
export const keyHeaders = z.looseObject(keyHeader)

/** The key without its quotes. */
export function bareKey(written: string): string {
  return written.replace(/^"(.*)"$/, '$1')
}
