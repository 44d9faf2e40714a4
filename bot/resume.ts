import type { ChannelName } from '#core/diffusion/channel.ts'
import type { Pace } from '#core/diffusion/pace.ts'
import { readQuery } from '#core/diffusion/subscribe.ts'
import { barePlacesIn } from '#core/kinds/bare-places.ts'
import { queryInWords } from '#core/kinds/query-in-words.ts'
import { withPlaces } from '#core/kinds/spoken-places.ts'
import { Refusal } from '#core/refusal.ts'
import { channelWords, paceLabel } from '#templates/words.ts'
import { read } from './grammar/read.ts'
import { isEverything, readSubscription } from './grammar/subscription.ts'

/** A subscription that was ended. */
export interface Ended {
  /** As it was kept. */
  readonly query: string
  readonly channel: ChannelName
  readonly pace: Pace
  /** It was that of the structure's room. */
  readonly room: boolean
}

/** The sentence that makes it again, with its pace and its channel; in words where they are read as the same query. */
export function sentenceAgain({ query, channel, pace, room }: Ended): string {
  const ways = [paceLabel(pace), ...(room ? [] : [channelWords[channel]])].join(' ')
  const sentence = (what: string): string => `abonner ${room ? 'salon ' : ''}${what} ${ways}`
  if (query === '*') return sentence('tout')
  const said = queryInWords(query)
  const written = [said, query, quotingWords(said)].find((one) => asksThe(query, `${one} ${ways}`))
  return sentence(written ?? query)
}

/** Its bare words between quotation marks: « non » there is a word of events, and no second thought. */
function quotingWords(query: string): string {
  return read(query)
    .map((token) => {
      const written = query.slice(token.start, token.end)
      const isBare = token.type === 'word' && bare.test(written) && !operators.has(written)
      return isBare ? written.replace(/[^-].*/, (word) => `"${word}"`) : written
    })
    .join(' ')
}
const bare = /^-?[\p{L}\p{N}]/u
const operators = new Set(['OU', 'ET', 'OR', 'AND'])

function asksThe(query: string, written: string): boolean {
  const { query: asked, unread } = readSubscription(written, withPlaces)
  if (unread !== undefined || asked === '' || isEverything(asked)) return false
  // Which is meant would be asked.
  if (barePlacesIn(asked).length > 0) return false
  try {
    return readQuery(asked) === query
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}
