import type { Establishment, Field, FieldValue } from '#core/kinds/kind.ts'
import { codesIn } from '#core/query/codes.ts'
import { spansOf } from '#core/query/words.ts'
import { plainWord } from '../grammar/argument.ts'
import type { Edit } from '../grammar/edit.ts'
import { holdsCodes } from '../grammar/gather.ts'
import { addedTo, goneFrom, without } from '../grammar/held-codes.ts'
import type { FillTools } from './filling.ts'

export type Edited =
  | { readonly ok: true; readonly value: FieldValue | null }
  /**
   * `instead`: what may be meant; `there`: what is to be added is there already; `which`: more than one answers to it;
   * `what`, `what-goes`: it was not said what is to be added, or taken away.
   */
  | {
      readonly ok: false
      readonly why?: 'there' | 'absent' | 'which' | 'what' | 'what-goes'
      readonly instead: readonly string[]
    }

/** What a field of several values holds after one was added or taken away; undefined where there is only one. */
export function editOf(
  tools: FillTools,
  field: Field,
  held: FieldValue | undefined,
  edit: Edit,
): Edited | undefined {
  const { how, rest } = edit
  if (field.type === 'text') {
    if (how === 'add' && rest === '') return { ok: false, why: 'what', instead: [] }
    return holdsCodes(field) ? editOfCodes(held, edit) : addedText(held, rest)
  }
  if (field.type !== 'establishments' && field.type !== 'list') return undefined
  if (how === 'remove') return takenAway(held, rest)
  return rest === '' ? { ok: false, why: 'what', instead: [] } : added(tools, field, held, rest)
}

function editOfCodes(held: FieldValue | undefined, { how, rest }: Edit): Edited {
  if (how === 'add') {
    const after = addedTo(held, rest)
    return after === held ? { ok: false, why: 'there', instead: [] } : { ok: true, value: after }
  }
  if (rest === '') return whichOf(typeof held === 'string' ? codesIn(held) : [], 'what-goes')
  const after = without(held, rest)
  if ('left' in after) return { ok: true, value: after.left === '' ? null : after.left }
  return after.why === 'absent' ? { ok: false, why: 'absent', instead: [] } : whichOf(after.like)
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
  const wanted = plainWord(rest)
  const same = there.filter((one) => plainWord(nameOf(one)) === wanted)
  const like = same.length > 0 ? same : there.filter((one) => plainWord(nameOf(one)).includes(wanted))
  if (like.length === 0) return { ok: false, why: 'absent', instead: [] }
  if (wanted === '') return whichOf(there.map(nameOf), 'what-goes')
  if (like.length > 1 && same.length === 0) return whichOf(like.map(nameOf))
  const left = there.filter((one) => !like.includes(one))
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
