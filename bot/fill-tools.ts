import { todayOf } from '#core/clock.ts'
import type { Context } from '#core/context.ts'
import type { Field } from '#core/kinds/kind.ts'
import { kindOf } from '#core/kinds/kinds.ts'
import { misplacedIn } from '#core/kinds/misplaced.ts'
import { readField } from '#core/kinds/read-field.ts'
import { shownFields } from '#core/kinds/show.ts'
import { isOrder, unopposed } from './grammar/edits.ts'
import type { FillTools, ReadValue } from './talk/filling.ts'

/** What filling in a record of this kind takes from core. @throws Refusal kind-not-found */
export function fillTools(ctx: Context, code: string): FillTools {
  const kind = kindOf(code)
  return {
    kind,
    central: ctx.actor.type === 'agent' && ctx.actor.agent.structure.level === 'central',
    read: (field, written) => readValue(field, written, todayOf(ctx.clock)),
    misplaced: (fields) => misplacedIn(kind, fields),
    show: (fields) => shownFields(kind, fields, 'full'),
  }
}

/** No order is kept as a value, and no meaning is proposed that is the opposite of what was said. */
function readValue(field: Field, written: string, today: string): ReadValue {
  if (isOrder(field, written)) return { ok: false, suggestions: [] }
  const value = readField(field, written, today)
  return value.ok ? value : { ok: false, suggestions: unopposed(written, value.suggestions) }
}
