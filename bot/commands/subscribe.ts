import { type Kept, subscribe as subscribeTo } from '#core/diffusion/subscribe.ts'
import { subscribeRoom } from '#core/diffusion/subscribe-room.ts'
import { queryInWords } from '#core/kinds/query-in-words.ts'
import { type CommandContext, command, type Reply } from '../command.ts'
import { restOfText } from '../grammar/argument.ts'
import { isEverything, readSubscription } from '../grammar/subscription.ts'

/** Receives what comes to match a search, on a channel and at a pace. */
export const subscribe = command({
  words: ['abonner', "m'abonner", "s'abonner", 'abonne-moi', 'abonnement', 'subscribe'],
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

async function subscribePerson({ ctx }: CommandContext, written: string): Promise<Reply> {
  const { query, unread, ...ways } = readSubscription(written)
  if (unread !== undefined) return { answer: { type: 'unread-pace', data: { seen: unread } } }
  const kept = await subscribeTo(ctx, { query: wanted(query), ...ways })
  return subscribed(kept, false)
}

/** What is told in a room is told there: a channel in the sentence is passed over. */
async function subscribeItsRoom({ ctx, message }: CommandContext, written: string): Promise<Reply> {
  const { provider, room: address, audience } = message
  if (audience !== 'room')
    return { answer: { type: 'not-a-room', data: { command: `abonner salon ${written}`.trim() } } }
  const { query, unread, pace } = readSubscription(written)
  if (unread !== undefined) return { answer: { type: 'unread-pace', data: { seen: unread } } }
  // « salon » alone is no wish for everything.
  if (query === '') return { answer: { type: 'missing', data: roomQuery } }
  const input = { provider, address, query: wanted(query), ...(pace === undefined ? {} : { pace }) }
  return { ...subscribed(await subscribeRoom(ctx, input), true), anywhere: true }
}

const roomQuery = {
  command: 'abonner',
  usage: 'abonner salon <recherche>',
  label: 'recherche',
  example: 'abonner salon danger:listeria',
  choices: [],
  waits: false,
}

function subscribed({ id, query, channel, pace, replaced }: Kept, room: boolean): Reply {
  const before = replaced === undefined ? {} : { replaced }
  const data = { id, query: queryInWords(query), channel, pace, room, ...before }
  return { answer: { type: 'subscribed', data } }
}

function wanted(query: string): string {
  return isEverything(query) ? '*' : query
}
