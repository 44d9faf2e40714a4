import { todayOf } from '../clock.ts'
import type { Context } from '../context.ts'
import type { EntryBrief } from '../diffusion/notice.ts'
import { checkFields } from '../kinds/check-fields.ts'
import type { Fields } from '../kinds/kind.ts'
import { kindOf } from '../kinds/kinds.ts'
import { refuseMisplaced } from '../kinds/misplaced.ts'
import { changesBetween } from '../kinds/show.ts'
import { type FieldChange, Refusal } from '../refusal.ts'
import { refuseCentralFields } from './central-fields.ts'
import { refuseStale, savedSince } from './conflict.ts'
import type { Event } from './event.entity.ts'
import { actingAgent, loadForAction } from './load.ts'
import type { Changed } from './pending-act.entity.ts'
import { entryBrief } from './present.ts'
import { recordEntry } from './record.ts'

export interface UpdateInput {
  readonly number: string
  /** The version that the agent saw: refused when somebody changed the same fields since. Absent: last one wins. */
  readonly version?: number
  /** Only what changes; null clears a field. */
  readonly fields: Readonly<Record<string, unknown>>
}

export interface Updated {
  readonly event: Event
  readonly changes: readonly FieldChange[]
  /** What others saved since the version that the agent saw, oldest first. */
  readonly meanwhile: readonly EntryBrief[]
}

/**
 * Changes fields of an event; the journal keeps what changed, field by field. What others changed in other fields since
 * `version` stays, and is given back.
 * @throws Refusal event-not-found, state-refused, right-missing, version-conflict, fields-invalid, nothing-to-change
 */
export async function updateEvent(ctx: Context, input: UpdateInput): Promise<Updated> {
  return ctx.store.transaction(async (em) => {
    const agent = actingAgent(ctx, 'update')
    const event = await loadForAction(em, ctx, input.number, 'update')
    const kind = kindOf(event.kind)
    refuseCentralFields(kind, agent, Object.keys(input.fields))
    const stage = event.state === 'draft' ? 'draft' : 'published'
    const fields = checkFields(kind, decideFields(event.fields, input.fields), stage, todayOf(ctx.clock))
    refuseMisplaced(kind, fields, event.fields)
    const changes = changesBetween(kind, event.fields, fields, 'full')
    if (changes.length === 0) throw new Refusal('nothing-to-change', { number: event.number })
    const seen = input.version ?? event.version
    const since = await savedSince(em, event, seen)
    refuseStale(event, seen, since, changes)
    const changed = fieldsChanged(
      changes.map(({ field }) => field),
      event.fields,
      fields,
    )
    event.fields = fields
    event.version += 1
    await recordEntry(em, ctx, event, { type: 'updated', body: { changes } }, { changed })
    return { event, changes, meanwhile: since.map(entryBrief) }
  })
}

function fieldsChanged(names: readonly string[], before: Fields, after: Fields): Changed {
  const pairs = names.map((name) => [name, [before[name] ?? null, after[name] ?? null]] as const)
  return { type: 'fields', fields: Object.fromEntries(pairs) }
}

/** The fields once the changes are laid over them; null takes one away. */
export function decideFields(before: Fields, changes: UpdateInput['fields']): Record<string, unknown> {
  const after: Record<string, unknown> = { ...before }
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete after[name]
    else after[name] = value
  }
  return after
}
