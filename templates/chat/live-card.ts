import type { EventReading } from '#core/events/read.ts'
import type { RoomType } from '#core/rooms/room.entity.ts'
import { count, formatInstant, viewNotes } from '../words.ts'
import { entryLines } from './card.ts'
import { eventFacts, eventTitle, fieldLines } from './event-line.ts'
import { blocks, bold, bullets, code, lines, typeset, type Worded } from './worded.ts'

const mostFields = 12

/** An event as a chat keeps it up to date in one message: what it is, what is new, and how to answer. */
export function wordLiveCard(reading: EventReading, options: { readonly room: RoomType }): Worded {
  const { brief, fields, entries, entryCount, updatedAt } = reading
  const heading = lines(
    eventTitle(brief),
    eventFacts(brief),
    viewNotes[brief.view],
    `Mis à jour le ${formatInstant(updatedAt)}`,
  )
  if (brief.view === 'teaser')
    return {
      text: typeset(
        blocks(heading, `Pour en savoir plus, écrivez-moi en privé : ${code(`voir ${brief.number}`)}`),
      ),
    }
  const before = entryCount - entries.length
  return {
    text: typeset(
      blocks(
        heading,
        bullets(fieldLines(fields.slice(0, mostFields), 200)),
        lines(
          `${bold('Fil de suivi')}${before > 0 ? ` (${count(before, 'entrée')} avant)` : ''}`,
          ...entries.map((entry) => entryLines(entry)),
        ),
        howTo(reading, options.room),
      ),
    ),
  }
}

function howTo({ brief: { number, state } }: EventReading, room: RoomType): string {
  const sign = room === 'direct' ? '' : '!'
  if (state === 'draft') return `Pour publier : ${code(`${sign}publier ${number}`)}`
  if (state === 'withdrawn')
    return `Cet évènement est retiré, on n’y écrit plus : ${code(`${sign}voir ${number}`)}`
  return lines(
    'Répondez à ce message pour écrire au fil de suivi, avec vos photos et documents ; 📌 sur un message l’y consigne.',
    [`${sign}voir`, `${sign}suivre`, `${sign}portée`].map((verb) => code(`${verb} ${number}`)).join(', '),
  )
}

/** Stands where the card of an event was, once it is shown again further down. */
export function wordMovedCard(number: string): string {
  return typeset(`La fiche ${bold(number)} est plus bas.`)
}

/** Stands where the card of an event was, once the room may not read it any more. */
export function wordHiddenCard(): string {
  return 'Cette fiche n’est plus montrée dans ce salon.'
}
