import { count } from '#templates/words.ts'
/** What a line says of a token. */
export interface TokenFacts {
  readonly scopes: readonly string[]
  readonly expiresAt: Temporal.Instant | Date
  readonly addresses?: readonly string[] | null | undefined
  readonly perMinute?: number | null | undefined
  readonly createdAt?: Date
  readonly lastUsedAt?: Date | null | undefined
  readonly revokedAt?: Date | null | undefined
}

/** Everything of a token but its secret, on one line. @param now to say that it has expired, and when it was last used */
export function tokenLine(token: TokenFacts, now?: Temporal.Instant): string {
  const { scopes, addresses, perMinute, createdAt, lastUsedAt, revokedAt } = token
  const end = instantOf(token.expiresAt)
  const over = now !== undefined && Temporal.Instant.compare(end, now) <= 0
  return [
    `droits : ${scopes.join(', ')}`,
    ...(createdAt === undefined ? [] : [`créé le ${minuteOf(createdAt)}`]),
    over ? `expiré depuis le ${minuteOf(end)}` : `vaut jusqu’au ${endOf(end)}`,
    addresses ? `depuis ${addresses.join(', ')}` : 'de toute adresse',
    ...(perMinute ? [`${count(perMinute, 'lecture')} par minute`] : []),
    ...(now === undefined ? [] : [lastUsedAt ? `servi le ${minuteOf(lastUsedAt)}` : 'jamais servi']),
    ...(revokedAt ? [`révoqué le ${minuteOf(revokedAt)}`] : []),
  ].join(' ; ')
}

/** A life that ends at midnight is one of whole days. */
function endOf(end: Temporal.Instant): string {
  const { hour, minute } = end.toZonedDateTimeISO('Europe/Paris')
  return hour === 0 && minute === 0
    ? `${minuteOf(end.subtract({ minutes: 1 })).slice(0, 10)} inclus`
    : minuteOf(end)
}

/** `31/03/2027 à 23:59` in Paris. */
function minuteOf(at: Temporal.Instant | Date): string {
  const { day, month, year, hour, minute } = instantOf(at).toZonedDateTimeISO('Europe/Paris')
  const two = (part: number) => String(part).padStart(2, '0')
  return `${two(day)}/${two(month)}/${year} à ${two(hour)}:${two(minute)}`
}

function instantOf(at: Temporal.Instant | Date): Temporal.Instant {
  return at instanceof Date ? at.toTemporalInstant() : at
}
