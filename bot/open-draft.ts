import { reachOf } from '#core/diffusion/reach.ts'
import type { Event } from '#core/events/event.entity.ts'
import { findTwin } from '#core/events/find-twin.ts'
import { loadEvent } from '#core/events/load.ts'
import { openEvent } from '#core/events/open.ts'
import { readEvent } from '#core/events/read.ts'
import { updateEvent } from '#core/events/update.ts'
import type { Fields, Kind } from '#core/kinds/kind.ts'
import { kindOf } from '#core/kinds/kinds.ts'
import { unfiledIn } from '#core/kinds/unfiled.ts'
import { unplacedIn } from '#core/kinds/unplaced.ts'
import { isRefusal } from '#core/refusal.ts'
import type { Remark } from '#templates/chat/field-question.ts'
import { asTyped } from './as-typed.ts'
import type { CommandContext, Reply } from './command.ts'
import { fillTools } from './fill-tools.ts'
import { readChanges } from './read-changes.ts'
import { askAgain } from './talk/filling.ts'
import type { Confirming, Filling } from './talk/state.ts'
import { seenVersion } from './talk/state.ts'

/** Makes the draft of what was filled in, and asks whether to publish it; a value that core refuses is asked again. @throws Refusal as openEvent */
export async function openDraft(
  context: CommandContext,
  talk: Filling,
  remarks: readonly Remark[],
): Promise<Reply> {
  const twin = talk.twin === undefined ? await findTwin(context.ctx, talk) : undefined
  if (twin !== undefined) {
    const { number, kind, fields } = twin
    const title = kindOf(kind).title(fields)
    return { answer: { type: 'twin', data: { number, title } }, talk: { ...talk, twin: number } }
  }
  let event: Event
  try {
    event = await openEvent(context.ctx, { kind: talk.kind, fields: talk.fields })
  } catch (error) {
    if (!isRefusal(error, 'fields-invalid')) throw error
    const step = askAgain(fillTools(context.ctx, talk.kind), talk, error.facts.issues, remarks)
    if (step?.do !== 'ask') throw error
    return { answer: { type: 'question', data: step.question }, talk: step.talk }
  }
  return showDraft(context, kindOf(event.kind), event.number, remarks, 'created')
}

/** Changes the draft that waits to be published, and asks again. @throws Refusal as updateEvent */
export async function reviseDraft(context: CommandContext, talk: Confirming, text: string): Promise<Reply> {
  const { number } = talk
  const current = await loadEvent(context.ctx.store.read(), context.ctx, number)
  const changes = readChanges(context.ctx, current, text)
  if (!changes.ok) return { answer: changes.answer, touched: { number } }
  const version = seenVersion(context.state, number)
  const { fields, typed, gone } = changes
  const input = { number, fields, ...(version === undefined ? {} : { version }) }
  await asTyped(typed, () => updateEvent(context.ctx, input))
  const remarks = gone.map((one) => ({ type: 'replaced' as const, ...one }))
  return showDraft(context, kindOf(current.kind), number, remarks, 'changed')
}

async function showDraft(
  { ctx }: CommandContext,
  kind: Kind,
  number: string,
  remarks: readonly Remark[],
  news: 'created' | 'changed',
): Promise<Reply> {
  const reading = await readEvent(ctx, { number })
  const reach = await reachOf(ctx, { number })
  const empty = kind.fields.filter((field) => reading.values[field.name] === undefined)
  const { version, title } = reading.brief
  return {
    answer: {
      type: 'draft',
      data: {
        number,
        title,
        fields: reading.fields,
        reach,
        remarks: [...remarks, ...unplacedRemarks(reading.values), ...unfiledRemarks(kind, reading.values)],
        missing: empty.filter((field) => field.required).map((field) => field.label),
        useful: usefulWords(empty),
        news,
      },
    },
    touched: { number, version },
    talk: {
      type: 'confirming',
      command: 'publier',
      given: { number },
      number,
      draft: true,
      told: reach.total,
      version,
      resumes: null,
    },
  }
}

/** Said before publishing: the services of a place that is not understood would not be told. */
function unplacedRemarks(values: Fields): Remark[] {
  return unplacedIn(values).map((one) => ({ type: 'unplaced', ...one }))
}

/** Said before publishing too: who asked for that product would not be told. */
function unfiledRemarks(kind: Kind, values: Fields): Remark[] {
  return unfiledIn(kind, values).map((one) => ({ type: 'unfiled', ...one }))
}

/** What names the event best and is still empty: worth a word before publishing. */
function usefulWords(empty: Kind['fields']): readonly string[] {
  return empty
    .filter((field) => !field.required && field.weight === 'A' && field.centralOnly !== true)
    .map((field) => field.words[0] ?? field.name)
}
