import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commands } from '#bot/commands.ts'
import { match } from '#bot/grammar/match.ts'
import { isEverything, readSubscription } from '#bot/grammar/subscription.ts'
import { sentenceAgain } from '#bot/resume.ts'
import type { ChannelName } from '#core/diffusion/channel.ts'
import type { Pace } from '#core/diffusion/pace.ts'
import { readQuery } from '#core/diffusion/subscribe.ts'
import { loadCommunes } from '#core/kinds/nomenclatures/communes.ts'
import { withPlaces } from '#core/kinds/spoken-places.ts'

loadCommunes()

const hour = fc.integer({ min: 0, max: 23 })
const minute = fc.integer({ min: 1, max: 59 })
const time = fc.oneof(fc.record({ hour }), fc.record({ hour, minute }))
const pace: fc.Arbitrary<Pace> = fc.oneof(
  fc.constant<Pace>({ every: 'entry' }),
  time.map((at): Pace => ({ every: 'day', ...at })),
  fc
    .tuple(fc.integer({ min: 1, max: 7 }), time)
    .map(([weekday, at]): Pace => ({ every: 'week', weekday, ...at })),
)
const channel = fc.constantFrom<ChannelName>('console', 'email', 'matrix')
const query = fc.constantFrom(
  ...[
    'tout',
    'danger:listeria',
    'dept:34',
    'listeria dans l’Hérault',
    'région:occitanie',
    'steak haché',
    'dept:2A',
  ],
  ...[
    'danger:listeria (dept:34 OU dept:30) -état:clos depuis:2026-01-01 "lait cru"',
    'lait non pasteurisé',
    'lundi',
  ],
  ...['"par courriel"', '"chaque jour"', '"mails du labo"', '-fromage brie', 'type:"alerte nationale"'],
  ...['produit:"steak haché"', '"non attends"', '"tout le lait"', 'depuis:-30j', '"oui" OU "non"'],
)

/** What `abonner` makes of a sentence. */
function kept(sentence: string) {
  const said = match(commands, sentence)
  const written = said.type === 'ready' && said.command.name === 'abonner' ? said.given.query : undefined
  const text = (written ?? '').replace(/^salon /, '')
  const { query: read, unread, ...ways } = readSubscription(text, withPlaces)
  return { query: isEverything(read) ? '*' : readQuery(read), unread, ...ways }
}

describe('the sentence that makes an ended subscription again', () => {
  it('is read as the same query, pace and channel', () => {
    fc.assert(
      fc.property(query, pace, channel, fc.boolean(), (written, at, by, room) => {
        const { query: read } = readSubscription(written, withPlaces)
        const ended = { query: isEverything(read) ? '*' : readQuery(read), channel: by, pace: at, room }
        const again = kept(sentenceAgain(ended))
        expect(again).toMatchObject({ query: ended.query, pace: at, ...(room ? {} : { channel: by }) })
        expect(again.unread).toBeUndefined()
      }),
      { numRuns: 400 },
    )
  })
})
