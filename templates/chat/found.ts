import type { EventBrief } from '#core/diffusion/notice.ts'
import { count, formatInstant } from '../words.ts'
import { eventFacts, eventTitle } from './event-line.ts'
import { blocks, bold, bullets, code, lines, plain, shorten, type Worded } from './worded.ts'

export interface FoundAnswer {
  /** What was understood, as it could be written again. */
  readonly query: string
  /** A place was named in words, and read as its field. */
  readonly reread: boolean
  /** Names of places that were looked for as words; `field` asks for the place alone. */
  readonly places: readonly { readonly written: string; readonly field: string }[]
  readonly total: number
  /** Rank of the first hit of this page, from 1. */
  readonly from: number
  readonly hits: readonly FoundLine[]
  readonly corrections: readonly { readonly written: string; readonly read: string }[]
  /** When nothing was found: close searches that do find something. */
  readonly nearby: readonly string[]
}

export interface FoundLine {
  readonly brief: EventBrief
  /** ISO 8601 instant. */
  readonly updatedAt: string
  readonly excerpt: readonly ExcerptPart[]
}

/** A piece of an excerpt; `found` when it is a word that was looked for. */
export interface ExcerptPart {
  readonly text: string
  readonly found: boolean
}

export function wordFound(answer: FoundAnswer): Worded {
  const { query, total, from, hits, nearby } = answer
  const corrected = from === 1 ? howRead(answer) : ''
  if (total === 0) return nothingFound(corrected, query, nearby)
  const last = from + hits.length - 1
  const heading =
    total <= hits.length
      ? `${count(total, 'évènement')} :`
      : `${count(total, 'évènement')}, de ${from} à ${last} :`
  const more = last < total
  return {
    text: blocks(
      corrected,
      heading,
      ...hits.map(hitBlock),
      more ? '`suite` pour les suivants, `voir` et un numéro pour le détail.' : '',
    ),
    choices: [...hits.slice(0, 5).map(({ brief }) => `voir ${brief.number}`), ...(more ? ['suite'] : [])],
  }
}

/** What was looked for, where that is not plainly what was typed. */
function howRead({ query, reread, places, total, corrections }: FoundAnswer): string {
  return [
    ...(reread && total > 0 ? [`Cherché : ${code(query)}`] : []),
    ...(total === 0 ? [] : places).map(
      ({ written, field }) =>
        `« ${plain(written)} » est cherché comme un mot ; pour ce lieu seul : ${code(`chercher ${field}`)}`,
    ),
    ...corrections.map(({ written, read }) => `Cherché : ${bold(read)} au lieu de « ${plain(written)} ».`),
  ].join('\n')
}

export function wordNoMore(): Worded {
  return {
    text: `Il n’y a pas de suite : aucune recherche n’est en cours, ou vous avez tout vu. Cherchez par exemple ${code('chercher listeria depuis:2026-01-01')}.`,
  }
}

function hitBlock({ brief, updatedAt, excerpt }: FoundLine): string {
  const words = firstParts(excerpt)
    .map(({ text, found }) => (found ? bold(text) : plain(text)))
    .join('')
  return lines(
    `- ${eventTitle(brief)}`,
    `  ${eventFacts(brief)} · modifié le ${formatInstant(updatedAt)}`,
    words.trim() === '' ? '' : `  ${words.replaceAll(/\s+/g, ' ').trim()}`,
  )
}

const longestExcerpt = 160

/** As many parts as fit, the last one cut. */
function firstParts(excerpt: readonly ExcerptPart[]): readonly ExcerptPart[] {
  let room = longestExcerpt
  return excerpt.flatMap((part) => {
    if (room <= 0) return []
    const text = shorten(part.text, room)
    room -= part.text.length
    return [{ ...part, text }]
  })
}

function nothingFound(corrected: string, query: string, nearby: readonly string[]): Worded {
  const what = query === '*' ? '' : ` pour ${code(query)}`
  const none = `Aucun évènement que vous puissiez voir${what}.${withdrawnToo(query)}`
  if (nearby.length === 0) return { text: blocks(corrected, none) }
  const choices = nearby.map((text) => `chercher ${text}`)
  return {
    text: blocks(corrected, lines(`${none} Ceci trouve quelque chose :`, bullets(choices.map(code)))),
    choices,
  }
}

/** A search by a number leaves out an event that was withdrawn, which he may well see. */
function withdrawnToo(query: string): string {
  if (!/^[A-Z]{1,3}-\d{4}\.\d{1,9}$/.test(query)) return ''
  return ` La recherche laisse de côté les évènements retirés : ${code(`voir ${query}`)}.`
}
