import sift from 'sift'
import { type Happening, happeningOf, type Wanted, wantedOf } from './match-workload.ts'
import { hashOf, progress } from './report.ts'

const chunk = 20_000

/**
 * Events a second of one sift filter a subscription, asked one after the other. Filters are made outside of the timing,
 * a chunk at a time.
 */
export function measureSift(size: number, events: number, find: (event: number) => number[]): number {
  const documents = Array.from({ length: events }, (_, number) => documentOf(happeningOf(number)))
  const found: number[][] = documents.map(() => [])
  let spent = 0
  const bar = progress('sift', size)
  for (let first = 1; first <= size; first += chunk) {
    const wanted = Array.from({ length: Math.min(chunk, size - first + 1) }, (_, at) => wantedOf(first + at))
    const filters = wanted.map((one) => sift.default(filterOf(one)))
    const start = performance.now()
    documents.forEach((document, event) => {
      filters.forEach((matches, at) => {
        if (matches(document)) found[event]?.push(first + at)
      })
    })
    spent += performance.now() - start
    bar.at(first)
  }
  bar.done()
  const ours = hashOf(documents.map((_, number) => find(number)))
  if (hashOf(found) !== ours) throw new Error('sift and the index do not agree')
  console.log(`  sift finds the same for ${events} events: hash ${ours.toString(16)}`)
  return (1000 * events) / spent
}

function documentOf({ values, words, severity }: Happening): Record<string, unknown> {
  const lists: Record<string, string[]> = {}
  for (const { facet, code } of values) lists[facet] = [...(lists[facet] ?? []), code]
  return { ...lists, words, severity }
}

function filterOf({ anyOf, noneOf, words, leastSeverity, groups }: Wanted): Record<string, unknown> {
  return {
    $and: [
      { severity: { $gte: leastSeverity } },
      { groups: { $in: groups } },
      ...anyOf.map((some) => ({ [some[0]?.facet ?? '']: { $in: some.map(({ code }) => code) } })),
      ...words.map((word) => ({ words: word })),
      ...noneOf.map(({ facet, code }) => ({ [facet]: { $nin: [code] } })),
    ],
  }
}
