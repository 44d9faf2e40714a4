import { todayOf } from '#core/clock.ts'
import { loadEvents } from '#core/events/load-events.ts'
import { count as counted } from '#templates/words.ts'
import { pastEvents } from '../past-events.ts'
import type { Stage } from '../stage.ts'

/** 2. Two thousand events of the past, from a seeded generator. */
export async function loadPast({ parts, clock, say, count, settled }: Stage): Promise<void> {
  const begun = performance.now()
  const ctx = parts.contextFor({ type: 'system', name: 'Reprise' })
  const report = await loadEvents(ctx, { records: pastEvents(2026, 2000, todayOf(clock)) })
  await settled()
  const seconds = (performance.now() - begun) / 1000
  const [events, entries, indexed] = [
    await count('from event'),
    await count('from entry'),
    await count('from search_event'),
  ]
  say(
    `${counted(events, 'évènement')} (${counted(report.refused.length, 'refusé')}), ${counted(entries, 'ligne de journal', 'lignes de journal')}, ${counted(indexed, 'évènement indexé', 'évènements indexés')}, en ${seconds.toFixed(1).replace('.', ',')} s.`,
  )
  say(`Avis envoyés pour ce passé : ${await count('from delivery')}.`)
}
