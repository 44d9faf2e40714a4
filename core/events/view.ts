import type { EventBrief } from '../diffusion/notice.ts'
import type { View } from '../kinds/kind.ts'
import { kindOf } from '../kinds/kinds.ts'
import type { Event } from './event.entity.ts'

/**
 * How much of an event a reader who may see it is shown. Food products have one answer: everything.
 * Kinds with restricted visibility and external rooms add theirs here, and nowhere else.
 */
export function viewFor(_event: Event): View {
  return 'full'
}

export function briefOf(event: Event, view: View): EventBrief {
  const kind = kindOf(event.kind)
  return {
    number: event.number,
    kind: kind.label,
    title: kind.title(event.fields),
    state: event.state,
    structure: event.structure.label,
    version: event.version,
    view,
  }
}
