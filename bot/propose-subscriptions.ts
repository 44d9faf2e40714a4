import type { Context } from '#core/context.ts'
import { listSubscriptions } from '#core/diffusion/subscriptions.ts'
import { queryInWords } from '#core/kinds/query-in-words.ts'
import { queryReads } from '#core/kinds/query-reads.ts'
import { withCalled } from '#core/kinds/spoken-values.ts'
import { analyse } from '#core/query/words.ts'
import type { Command } from './command.ts'
import { unsubscribe } from './commands/unsubscribe.ts'
import type { Turn } from './talk/turn.ts'

/** Of a hundred, those that the words are of, or the first. */
const mostShown = 10

/** « désabonner histamine »: which of his subscriptions that may be; their numbers are asked for, and no rank in this list. */
export async function proposeSubscriptions(ctx: Context, turn: Turn<Command>): Promise<Turn<Command>> {
  if (turn.do !== 'say' || turn.answer.type !== 'missing') return turn
  const { answer } = turn
  if (answer.data.command !== unsubscribe.name || ctx.actor.type !== 'agent') return turn
  const all = await listSubscriptions(ctx)
  const asked = new Set(analyse(withCalled(answer.data.seen ?? '')).map(({ stem }) => stem))
  const like = all.filter(({ query }) => {
    const reads = queryReads(query).flatMap(({ values }) => values)
    return analyse([query, queryInWords(query), ...reads].join(' ')).some(({ stem }) => asked.has(stem))
  })
  const among = (like.length > 0 ? like : all)
    .slice(0, mostShown)
    .map(({ id, query, channel, pace }) => ({ id, query: queryInWords(query), channel, pace }))
  return { ...turn, answer: { ...answer, data: { ...answer.data, among } } }
}
