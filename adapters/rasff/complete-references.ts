import type { Context } from '#core/context.ts'
import { EventSchema } from '#core/events/event.entity.ts'
import type { Issue } from '#core/refusal.ts'
import type { RasffRow } from './read-rasff.ts'

/** Digits after the point, in every reference of the source. */
const digits = 4

/** True of a reference that the source does not write: as a number, 2024.8040 is 2024.804. */
export function isShort(reference: string): boolean {
  return reference.slice(reference.indexOf('.') + 1).length < digits
}

/**
 * Gives back the final zeros that a spreadsheet took from references, where it is sure: the notification of the whole
 * reference is known, and of the same day. Otherwise it is refused: guessed wrong, it would be another notification.
 */
export async function completeReferences(
  ctx: Context,
  rows: readonly RasffRow[],
): Promise<{ rows: RasffRow[]; refused: Issue[] }> {
  const short = rows.filter(({ reference }) => isShort(reference))
  const origins = short.map(({ reference }) => `rasff:${whole(reference)}`)
  const events = await ctx.store.read().find(EventSchema, { origin: { $in: origins } })
  const days = new Map(events.map(({ origin, fields }) => [origin, fields.receptionDate]))
  const refused: Issue[] = []
  const kept = rows.flatMap((row) => {
    const { reference, line, day } = row
    if (!isShort(reference)) return row
    if (days.get(`rasff:${whole(reference)}`) === day) return { ...row, reference: whole(reference) }
    refused.push({
      at: `ligne ${line}, Reference`,
      seen: reference,
      rule: `${digits} chiffres attendus après le point\u00A0: un tableur a sans doute ôté des zéros à la fin (${whole(reference)}\u00A0?)\u00A0; mettre la colonne au format texte et écrire la référence entière`,
    })
    return []
  })
  return { rows: kept, refused }
}

function whole(reference: string): string {
  return reference.padEnd(reference.indexOf('.') + 1 + digits, '0')
}
