import type { Establishment, Field, FieldValue } from '#core/kinds/kind.ts'
import { codesIn } from '#core/query/codes.ts'
import { spansOf } from '#core/query/words.ts'
import { plainWord } from '../grammar/argument.ts'
import type { Edit } from '../grammar/edit.ts'
import { editsIn, isOrder } from '../grammar/edits.ts'
import { addsUp, holdsCodes } from '../grammar/gather.ts'
import { addedTo, allIn, goneFrom, without } from '../grammar/held-codes.ts'
import type { FillTools } from './filling.ts'

export type Edited =
  | { readonly ok: true; readonly value: FieldValue | null }
  /**
   * `instead`: what may be meant; `there`: what is to be added is there already; `which`: more than one answers to it;
   * `what`, `what-goes`: it was not said what is to be added, or taken away; `single`: it holds one already, and no more.
   */
  | {
      readonly ok: false
      readonly why?: 'there' | 'absent' | 'which' | 'what' | 'what-goes' | 'single'
      readonly instead: readonly string[]
    }

/** What a field holds after all that a value says to do with it; undefined when the value takes its place. */
export function editedBy(
  tools: FillTools,
  field: Field,
  held: FieldValue | undefined,
  written: string,
): Edited | undefined {
  // « Non alerte » is a value.
  if (!addsUp.has(field.type) && tools.read(field, written).ok) return undefined
  const edits = editsIn(field, written)
  if (edits === undefined) return undefined
  let value: FieldValue | null = held ?? null
  for (const edit of edits) {
    const edited = editOf(tools, field, value ?? undefined, edit)
    // Of several, what may be meant instead of one says nothing of the others.
    if (edited?.ok !== true)
      return edits.length > 1 && edited !== undefined ? { ...edited, instead: [] } : edited
    value = edited.value
  }
  return { ok: true, value }
}

function editOf(
  tools: FillTools,
  field: Field,
  held: FieldValue | undefined,
  edit: Edit,
): Edited | undefined {
  const { how, rest, by } = edit
  if (by !== undefined) return replaced(tools, field, held, { how, rest, by })
  if (field.type === 'text') {
    if (how === 'add' && rest === '') return { ok: false, why: 'what', instead: [] }
    return holdsCodes(field) ? editOfCodes(field, held, edit) : addedText(held, rest)
  }
  if (field.type !== 'establishments' && field.type !== 'list') return editOfOne(tools, field, held, edit)
  if (how === 'remove') return takenAway(held, rest)
  return rest === '' ? { ok: false, why: 'what', instead: [] } : added(tools, field, held, rest)
}

/** Of a field of one value: what is added to it takes the place of none, and only the one that is there goes. */
function editOfOne(
  tools: FillTools,
  field: Field,
  held: FieldValue | undefined,
  { how, rest }: Edit,
): Edited {
  const read = tools.read(field, rest)
  const isHeld = read.ok && plainWord(String(read.value)) === plainWord(String(held))
  if (how === 'remove') return isHeld ? { ok: true, value: null } : { ok: false, why: 'absent', instead: [] }
  if (!read.ok) return { ok: false, instead: read.suggestions }
  if (held === undefined) return read
  return isHeld ? { ok: false, why: 'there', instead: [] } : { ok: false, why: 'single', instead: [rest] }
}

/** One value in the place of another, which is to be the one that is there. */
function replaced(
  tools: FillTools,
  field: Field,
  held: FieldValue | undefined,
  { how, rest, by }: Required<Edit>,
): Edited | undefined {
  const several = addsUp.has(field.type)
  if (held === undefined && how === 'instead') return editOrValue(tools, field, held, by)
  if (!several) {
    const gone = tools.read(field, rest)
    const isHeld = gone.ok && plainWord(String(gone.value)) === plainWord(String(held))
    return isHeld ? readAs(tools, field, by) : { ok: false, why: 'absent', instead: [] }
  }
  const less = editOf(tools, field, held, { how: 'remove', rest })
  if (less?.ok === true) return editOrValue(tools, field, less.value ?? undefined, by)
  if (less?.why !== 'absent' || how === 'replace') return less && { ...less, instead: [] }
  return { ...less, instead: [by, `ajouter ${by}`] }
}

/** What is put there, which may be there already. */
function editOrValue(tools: FillTools, field: Field, held: FieldValue | undefined, by: string): Edited {
  const edited = editOf(tools, field, held, { how: 'add', rest: by })
  if (edited?.ok === false) return edited.why === 'there' ? { ok: true, value: held ?? null } : edited
  return edited ?? readAs(tools, field, by)
}

function readAs(tools: FillTools, field: Field, written: string): Edited {
  const read = tools.read(field, written)
  return read.ok ? read : { ok: false, instead: read.suggestions }
}

function editOfCodes(field: Field, held: FieldValue | undefined, { how, rest }: Edit): Edited {
  if (how === 'add') {
    if (isOrder(field, rest)) return { ok: false, instead: [] }
    const after = addedTo(held, rest)
    return after === held ? { ok: false, why: 'there', instead: [] } : { ok: true, value: after }
  }
  const codes = typeof held === 'string' ? codesIn(held) : []
  if (rest === '') return whichOf(codes, 'what-goes')
  const all = allIn(rest)
  if (all !== undefined && all.but === undefined) return allGone(codes, all.count)
  const after = without(held, all?.but ?? rest)
  if ('left' in after) {
    const left = all === undefined ? after.left : goneFrom(String(held), after.left).join(', ')
    return { ok: true, value: left === '' ? null : left }
  }
  return after.why === 'absent' ? { ok: false, why: 'absent', instead: [] } : whichOf(after.like)
}

/** All of them, when they are as many as was said. */
function allGone(names: readonly string[], count = names.length): Edited {
  return names.length === count && count > 0 ? { ok: true, value: null } : whichOf(names)
}

/** It is not said which of these goes. */
function whichOf(names: readonly string[], why: 'which' | 'what-goes' = 'which'): Edited {
  const instead = [...new Set(names)].slice(0, mostInstead).map((name) => `retirer ${name}`)
  return { ok: false, why: instead.length === 0 ? 'absent' : why, instead }
}

const mostInstead = 8

/** A text goes on, on a line of its own. */
function addedText(held: FieldValue | undefined, rest: string): Edited {
  if (typeof held !== 'string' || held === '') return { ok: true, value: rest }
  return held.includes(rest)
    ? { ok: false, why: 'there', instead: [] }
    : { ok: true, value: `${held}\n${rest}` }
}

function added(tools: FillTools, field: Field, held: FieldValue | undefined, rest: string): Edited {
  const read = tools.read(field, rest)
  if (!read.ok) return { ok: false, instead: read.suggestions.map((one) => `ajouter ${one}`) }
  const there = itemsOf(held)
  const known = new Set(there.map((one) => JSON.stringify(one)))
  const news = itemsOf(read.value).filter((one) => !known.has(JSON.stringify(one)))
  return news.length === 0
    ? { ok: false, why: 'there', instead: [] }
    : { ok: true, value: listOf([...there, ...news]) }
}

/** The one that is named, or the only one that is named in part. */
function takenAway(held: FieldValue | undefined, rest: string): Edited {
  const there = itemsOf(held)
  const all = allIn(rest)
  if (all !== undefined && all.but === undefined) return allGone(there.map(nameOf), all.count)
  const wanted = plainWord(all?.but ?? rest)
  const same = there.filter((one) => plainWord(nameOf(one)) === wanted)
  const like = same.length > 0 ? same : there.filter((one) => plainWord(nameOf(one)).includes(wanted))
  if (like.length === 0) return { ok: false, why: 'absent', instead: [] }
  if (wanted === '') return whichOf(there.map(nameOf), 'what-goes')
  if (like.length > 1 && same.length === 0) return whichOf(like.map(nameOf))
  const left = there.filter((one) => like.includes(one) === (all !== undefined))
  return { ok: true, value: left.length === 0 ? null : listOf(left) }
}

/** What a list or a text holds and its new value does not, in words; empty when nothing, or little, is lost. */
export function goneOf(field: Field, held: FieldValue | undefined, after: FieldValue | null): string {
  if (field.type === 'text') {
    if (typeof held !== 'string') return ''
    const text = typeof after === 'string' ? after : ''
    if (holdsCodes(field)) return goneFrom(held, text).join(', ')
    return isRewritten(held, text) ? held : ''
  }
  const left = new Set(itemsOf(after ?? undefined).map((one) => plainWord(nameOf(one))))
  return itemsOf(held)
    .map(nameOf)
    .filter((name) => !left.has(plainWord(name)))
    .join(', ')
}

/** Whether most words of a text of some length are in the other no more: what is only corrected keeps them. */
function isRewritten(held: string, after: string): boolean {
  const words = spansOf(held).map(({ word }) => word)
  const left = new Set(spansOf(after).map(({ word }) => word))
  const lost = words.filter((word) => !left.has(word)).length
  return lost >= fewestLost && lost * 2 > words.length
}

const fewestLost = 6

function itemsOf(value: FieldValue | undefined): readonly (string | Establishment)[] {
  return typeof value === 'object' ? value : []
}

function nameOf(item: string | Establishment): string {
  return typeof item === 'string' ? item : item.name
}

/** A field's items are of one type. */
function listOf(items: readonly (string | Establishment)[]): FieldValue {
  const texts = items.filter((one) => typeof one === 'string')
  return texts.length > 0 ? texts : items.filter((one) => typeof one !== 'string')
}
