import { todayOf } from '#core/clock.ts'
import type { Context } from '#core/context.ts'
import { kindOf } from '#core/kinds/kinds.ts'
import { misplacedIn } from '#core/kinds/misplaced.ts'
import { readField } from '#core/kinds/read-field.ts'
import { shownFields } from '#core/kinds/show.ts'
import type { FillTools } from './talk/filling.ts'

/** What filling in a record of this kind takes from core. @throws Refusal kind-not-found */
export function fillTools(ctx: Context, code: string): FillTools {
  const kind = kindOf(code)
  return {
    kind,
    central: ctx.actor.type === 'agent' && ctx.actor.agent.structure.level === 'central',
    read: (field, written) => readField(field, written, todayOf(ctx.clock)),
    misplaced: (fields) => misplacedIn(kind, fields),
    show: (fields) => shownFields(kind, fields, 'full'),
  }
}
