import type { EntryBrief, EventBrief } from '../diffusion/notice.ts'
import type { Kind, View } from '../kinds/kind.ts'
import { kindOf } from '../kinds/kinds.ts'
import { changesIn, valuesIn } from '../kinds/show.ts'
import type { Event } from './event.entity.ts'

/** Who reads along with those who may see the event. */
export interface Audience {
  /** Somebody whom Vigie does not know as one of them. */
  readonly outside: boolean
}

/** Nobody reads along. */
export const alone: Audience = { outside: false }

/**
 * How much of an event is shown to readers who may see it: everything, and a teaser where an outsider reads along.
 * Kinds with restricted visibility add their answer here, and nowhere else.
 */
export function viewFor(_event: Event, audience: Audience): View {
  return audience.outside ? 'teaser' : 'full'
}

/** The title is made of what the view shows, so that it never says more. */
export function briefOf(event: Event, view: View): EventBrief {
  const kind = kindOf(event.kind)
  return {
    number: event.number,
    kind: kind.label,
    title: kind.title(valuesIn(kind, event.fields, view)),
    state: event.state,
    structure: event.structure.label,
    version: event.version,
    view,
  }
}

/**
 * An entry as a reader with this view may know it: less than the full view has no words of its author, no files, no
 * names, only that it happened and which of the shown fields changed.
 * @param structure label of the structure that acted, which stands for the person
 */
export function entryIn(kind: Kind, entry: EntryBrief, view: View, structure: string): EntryBrief {
  if (view === 'full') return entry
  const { type, rank, at, body } = entry
  const { undone, from } = body
  const shown = {
    ...(body.changes === undefined ? {} : { changes: changesIn(kind, body.changes, view) }),
    ...(undone === undefined ? {} : { undone }),
    ...(from === undefined ? {} : { from }),
  }
  return { type, rank, at, author: structure, body: shown }
}
