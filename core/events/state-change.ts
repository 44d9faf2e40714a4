import type { Event, EventState } from './event.entity.ts'
import type { Changed } from './pending-act.entity.ts'

/** The change of an event's state that is about to be made, with what puts it back. */
export function stateChange(
  { state, publishedAt, closedAt }: Event,
  after: EventState,
): Changed & { readonly type: 'state' } {
  return {
    type: 'state',
    before: state,
    after,
    publishedAt: publishedAt?.toISOString() ?? null,
    closedAt: closedAt?.toISOString() ?? null,
  }
}
