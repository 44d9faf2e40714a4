import { EventSchema } from '#core/events/event.entity.ts'
import { readNumber } from '#core/events/number.ts'
import { verifyChain } from '#core/events/verify-chain.ts'
import { Refusal } from '#core/refusal.ts'
import { count } from '#templates/words.ts'
import type { OperatorCommand } from '../command.ts'

const page = 500

export const verifyCommand: OperatorCommand = {
  name: 'verify',
  summary: 'recalcule la chaîne d’empreintes des journaux, d’un évènement ou de tous',
  usage: 'verify [NUMÉRO]',
  details: [
    'Une chaîne rompue montre que la base a été modifiée en dehors de Vigie ; le premier rang faux est cité.',
  ],
  examples: ['verify', 'verify A-2026.12'],
  words: [0, 1],
  async run(parts, { words: [written], say, progress }) {
    const em = parts.store.read()
    const filter = written === undefined ? {} : { number: readNumber(written) }
    const total = await em.count(EventSchema, filter)
    if (total === 0 && written !== undefined)
      throw new Refusal('event-not-found', { number: readNumber(written) })
    const bar = progress('Évènements')
    let broken = 0
    let entries = 0
    for (let after = 0, done = 0; ; ) {
      const fork = parts.store.read()
      const events = await fork.find(
        EventSchema,
        { ...filter, id: { $gt: after } },
        { orderBy: { id: 'asc' }, limit: page },
      )
      if (events.length === 0) break
      for (const event of events) {
        const check = await verifyChain(fork, event)
        entries += check.entries
        if (check.ok) continue
        broken += 1
        say(`${event.number} : chaîne rompue au rang ${check.brokenAt}.`)
      }
      after = events.at(-1)?.id ?? after
      done += events.length
      bar.update(done, total)
    }
    bar.stop()
    say(
      `${count(total, 'évènement')}, ${count(entries, 'ligne de journal', 'lignes de journal')}, ${count(broken, 'chaîne rompue', 'chaînes rompues')}.`,
    )
    if (broken > 0) process.exitCode = 1
  },
}
