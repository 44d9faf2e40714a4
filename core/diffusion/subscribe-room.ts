import type { Context } from '../context.ts'
import { checkStructures } from '../directory/known-structures.ts'
import { actingAgent } from '../events/load.ts'
import { facets } from '../kinds/facets.ts'
import { parseQuery } from '../query/parse.ts'
import type { RoomPlace } from '../rooms/find-room.ts'
import { ownRoom } from '../rooms/unbind-room.ts'
import { atOnce, type Pace } from './pace.ts'
import { type Kept, keepSubscription, keptOf, readQuery } from './subscribe.ts'

/**
 * The structure's room is told what comes to match from now on; any agent of the structure may ask for it. The same
 * query asked again changes its pace.
 * @throws Refusal room-unbound, right-missing, query-invalid, never-matches, too-many
 */
export async function subscribeRoom(
  ctx: Context,
  input: RoomPlace & { readonly query: string; readonly pace?: Pace },
): Promise<Kept> {
  const agent = actingAgent(ctx, 'subscribe-room')
  const query = readQuery(input.query)
  await checkStructures(ctx.store.read(), parseQuery(query, facets), query)
  const wish = { query, channel: input.provider, pace: input.pace ?? atOnce }
  const made = await ctx.store.transaction(async (em) => {
    const room = await ownRoom(em, agent, input, 'subscribe-room')
    return keepSubscription(em, ctx, { roomId: room.id }, wish)
  })
  return keptOf(made)
}
