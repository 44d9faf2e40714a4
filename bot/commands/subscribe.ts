import { arrivesBy } from '#core/diffusion/arrives-by.ts'
import { type Kept, readQuery, subscribe as subscribeTo } from '#core/diffusion/subscribe.ts'
import { subscribeRoom } from '#core/diffusion/subscribe-room.ts'
import { barePlacesIn, sayingPlaces, withOnlyPlaces } from '#core/kinds/bare-places.ts'
import { facets } from '#core/kinds/facets.ts'
import { queryInWords } from '#core/kinds/query-in-words.ts'
import { queryReads } from '#core/kinds/query-reads.ts'
import { withCalled } from '#core/kinds/spoken-values.ts'
import { parseQuery } from '#core/query/parse.ts'
import { unheardWords } from '#search/unheard.ts'
import { type CommandContext, command, type Reply } from '../command.ts'
import { restOfText } from '../grammar/argument.ts'
import { isEverything, readSubscription } from '../grammar/subscription.ts'
import { decideUnheard } from '../grammar/unheard.ts'
import { subscriptionWishes } from '../grammar/wishes.ts'
import { sentenceAgain } from '../resume.ts'

/** Receives what comes to match a search, on a channel and at a pace. */
export const subscribe = command({
  words: ['abonner', "m'abonner", "s'abonner", 'abonne-moi', 'abonnement', 'subscribe'],
  alsoSaid: subscriptionWishes,
  effect: 'changes',
  arguments: {
    query: restOfText({
      label: 'recherche',
      required: true,
      example: 'danger:listeria chaque jour à 8 h par courriel',
    }),
  },
  summary: 'être averti de ce qui correspond à une recherche',
  details: [
    'Le rythme se met à la fin : immédiat, chaque jour à 8 h, chaque lundi à 9 h. Le canal aussi : par courriel, sur Tchap, sur la console.',
    'Dans le salon de votre structure, « abonner salon » et une recherche abonnent le salon ; sans ce mot, vous seul.',
    'Demander de nouveau la même recherche remplace son rythme et son canal.',
  ],
  examples: [
    'abonner danger:listeria chaque jour à 8 h par courriel',
    'abonner danger:listeria région:occitanie immédiat',
    'abonner danger:salmonelle chaque lundi à 9 h',
    'abonner salon danger:listeria',
  ],
  run: async (context, { query: written }) => {
    const forRoom = roomWords.exec(written)
    return forRoom === null
      ? subscribePerson(context, written)
      : subscribeItsRoom(context, (forRoom[1] ?? '').trim())
  },
})

const roomWords =
  /^(?:(?:le|ce|the|this)\s+)?(?:salon|room)(?:\s+(?:à|to|for)(?=\s)|\s*:)?(?:\s+([\s\S]*))?$/iu

async function subscribePerson(context: CommandContext, written: string): Promise<Reply> {
  const { query, unread, ...ways } = readSubscription(written, withCalled)
  // A pace alone is no wish for everything.
  if (query === '') return { answer: { type: 'missing', data: wantedQuery } }
  if (unread !== undefined) return { answer: { type: 'unread-pace', data: { seen: unread } } }
  const doubt = askPlace(written, query, 'abonner') ?? (await askUnheard(context, written, query, 'abonner'))
  if (doubt !== undefined) return doubt
  const { ctx } = context
  const kept = await subscribeTo(ctx, { query: wanted(query), ...ways })
  // He may have no account there: he is told by mail until he has.
  const unlinked = (await arrivesBy(ctx))(kept.channel) !== kept.channel
  return subscribed(kept, { room: false, unlinked, off: context.off.includes(kept.channel) })
}

/** What is told in a room is told there: a channel in the sentence is passed over. */
async function subscribeItsRoom(context: CommandContext, written: string): Promise<Reply> {
  const { ctx, message } = context
  const { provider, room: address, audience } = message
  if (audience !== 'room')
    return { answer: { type: 'not-a-room', data: { command: `abonner salon ${written}`.trim() } } }
  const { query, unread, pace } = readSubscription(written, withCalled)
  if (unread !== undefined) return { answer: { type: 'unread-pace', data: { seen: unread } } }
  // « salon » alone is no wish for everything.
  if (query === '') return { answer: { type: 'missing', data: roomQuery } }
  const doubt =
    askPlace(written, query, 'abonner salon') ?? (await askUnheard(context, written, query, 'abonner salon'))
  if (doubt !== undefined) return doubt
  const input = { provider, address, query: wanted(query), ...(pace === undefined ? {} : { pace }) }
  return { ...subscribed(await subscribeRoom(ctx, input), { room: true }), anywhere: true }
}

/** Asks which is meant of « listeria 34 », « listeria gard »: a place, or a word that texts say. */
function askPlace(written: string, query: string, command: string): Reply | undefined {
  const said = written.replaceAll(/\s+/g, ' ').trim()
  const before = said.indexOf(query)
  const places = before === -1 || withOnlyPlaces(query) !== query ? [] : barePlacesIn(query)
  if (places.length === 0) return undefined
  const quoting = places.map(({ start, end }, at) => {
    const joined = query.slice(places[at - 1]?.end ?? 0, start)
    return `${joined}"${query.slice(start, end)}"`
  })
  const sentences = [
    sayingPlaces(query, places),
    `${quoting.join('')}${query.slice(places.at(-1)?.end)}`,
  ].map((what) => `${command} ${said.slice(0, before)}${what}${said.slice(before + query.length)}`)
  const words = places.map(({ start, end }) => query.slice(start, end))
  return {
    answer: { type: 'place-or-word', data: { words, sentences } },
    talk: { type: 'offering', sentences },
  }
}

/** Asks before words are waited for that no event says: a subscription to them may stay silent for ever. */
async function askUnheard(
  { ctx, engine }: CommandContext,
  written: string,
  query: string,
  command: string,
): Promise<Reply | undefined> {
  if (isEverything(query)) return undefined
  const domains = ctx.actor.type === 'agent' ? ctx.actor.agent.domains : undefined
  const tree = parseQuery(readQuery(query, domains), facets)
  const unheard = await unheardWords(ctx, engine, tree)
  const { words, sentences } = decideUnheard(
    written,
    unheard,
    (sentence) => readSubscription(sentence, withCalled).query !== '',
  )
  if (words.length === 0) return undefined
  const offered = sentences.map((sentence) => `${command} ${sentence}`)
  return {
    answer: { type: 'unheard', data: { words, sentences: offered } },
    talk: { type: 'offering', sentences: offered },
  }
}

const wantedQuery = {
  command: 'abonner',
  usage: 'abonner <recherche>',
  label: 'recherche',
  example: 'abonner danger:listeria chaque jour à 8 h',
  choices: [],
  waits: false,
}

const roomQuery = {
  command: 'abonner',
  usage: 'abonner salon <recherche>',
  label: 'recherche',
  example: 'abonner salon danger:listeria',
  choices: [],
  waits: false,
}

function subscribed(
  { id, query, channel, pace, replaced }: Kept,
  how: { readonly room: boolean; readonly unlinked?: boolean; readonly off?: boolean },
): Reply {
  const before = replaced === undefined ? {} : { replaced }
  const data = { id, query: queryInWords(query), reads: queryReads(query), channel, pace, ...how, ...before }
  const back =
    replaced === undefined ? `désabonner ${id}` : sentenceAgain({ query, ...replaced, room: how.room })
  return { answer: { type: 'subscribed', data }, back: [back] }
}

function wanted(query: string): string {
  return isEverything(query) ? '*' : query
}
