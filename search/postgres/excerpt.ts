import type { Query } from '#core/query/tree.ts'
import { analyse, foldWord, type Token } from '#core/query/words.ts'
import { found } from '../engine.ts'
import { wantedTexts } from '../texts.ts'

/** Letters of the body that an excerpt shows, at most; a little more when a word begins before the end. */
const width = 200
/** Letters shown before the first word found. */
const lead = 50

/** Whether a word of the body is one that was looked for. */
export type Wanted = (token: Token) => string | undefined

/** Between what people wrote and labels, in a body: a form feed. */
export const labelsBegin = '\f'

/** The piece of `body` that holds most of the words looked for, each marked: of the prose, else of the labels; else empty. */
export function excerptOf(body: string, query: Query): string {
  const [prose = '', labels = ''] = oneSpelling(body, query).split(labelsBegin)
  return excerptOfText(prose, query) || excerptOfText(labels, query)
}

/** Numbers of companies are indexed in every spelling, and shown in one: that which holds most of what was looked for. */
function oneSpelling(body: string, query: Query): string {
  const wanted = wantedOf(query)
  return body.replace(spellings, (...[all, whole, half = '', grouped]: string[]) => {
    const one = [grouped ?? '', whole ?? '', half].map((text) => {
      const tokens = analyse(text)
      return {
        text,
        share: tokens.filter((token) => wanted(token) !== undefined).length / (tokens.length || 1),
      }
    })
    return one.reduce((best, other) => (other.share > best.share ? other : best)).text || (all ?? '')
  })
}

/** Digits, then the same parted: `35600000009075 356000000 09075 356 000 000 09075`. */
const spellings = /\b((?:\d{14})|(?:\d{9})) (?:(\d{9} \d{5}) )?(\d{3}\s\d{3}\s\d{3}(?:\s\d{5})?)\b/gu

function excerptOfText(body: string, query: Query): string {
  const wanted = wantedOf(query)
  const hits = analyse(body).flatMap((token) => {
    const term = wanted(token)
    return term === undefined ? [] : [{ token, term }]
  })
  const first = bestStart(hits)
  if (first === undefined) return ''
  const start = startOfWord(body, first - lead)
  const end = endOfWord(body, start + width)
  const shown = hits.filter(({ token }) => token.start >= start && token.end <= end).map(({ token }) => token)
  return `${start > 0 ? '…' : ''}${tidy(mark(body, shown, start, end))}${end < body.length ? '…' : ''}`
}

/** Names the stem or prefix that a word answers to. */
function wantedOf(query: Query): Wanted {
  const texts = wantedTexts(query)
  const stems = new Set(
    texts
      .filter(({ match }) => match !== 'prefix')
      .flatMap(({ text }) => analyse(text).map(({ stem }) => stem)),
  )
  const prefixes = texts.filter(({ match }) => match === 'prefix').map(({ text }) => foldWord(text))
  return ({ stem, word }) =>
    stems.has(stem) ? stem : prefixes.find((prefix) => prefix !== '' && word.startsWith(prefix))
}

/** Where the window starts that holds most different terms, then most words; the earliest of equals. */
function bestStart(hits: readonly { readonly token: Token; readonly term: string }[]): number | undefined {
  let best: { start: number; score: number } | undefined
  for (const [index, { token }] of hits.entries()) {
    const inside: string[] = []
    for (let at = index; at < hits.length; at++) {
      const hit = hits[at]
      if (hit === undefined || hit.token.end > token.start + width - lead) break
      inside.push(hit.term)
    }
    const score = new Set(inside).size * 1000 + inside.length
    if (best === undefined || score > best.score) best = { start: token.start, score }
  }
  return best?.start
}

function mark(body: string, tokens: readonly Token[], start: number, end: number): string {
  let text = ''
  let at = start
  for (const token of tokens) {
    text += `${plain(body.slice(at, token.start))}${found.start}${body.slice(token.start, token.end)}${found.end}`
    at = token.end
  }
  return text + plain(body.slice(at, end))
}

/** Marks that stand in the text itself would be taken for ours. */
function plain(text: string): string {
  return text.replaceAll(found.start, '').replaceAll(found.end, '')
}

function tidy(text: string): string {
  return text.replace(/\s+/g, (blank) => (blank.includes('\n') ? ' · ' : ' ')).trim()
}

function startOfWord(body: string, at: number): number {
  if (at <= 0) return 0
  const space = body.slice(at).search(/\s/)
  return space < 0 || space > lead ? at : at + space + 1
}

function endOfWord(body: string, at: number): number {
  const space = body.slice(at).search(/\s/)
  return space < 0 ? body.length : space > lead ? at : at + space
}
