import type { Establishment, Field, FieldValue } from '#core/kinds/kind.ts'
import { plainWord } from './grammar/argument.ts'
import { addedTo, type Edit, goneFrom, holdsCodes, without } from './grammar/gather.ts'
import type { FillTools } from './talk/filling.ts'

export type Edited =
  | { readonly ok: true; readonly value: FieldValue | null }
  /** `instead`: what may be meant; `there`: what is to be added is there already; `several`: more than one answers to it. */
  | { readonly ok: false; readonly why?: 'there' | 'absent' | 'which'; readonly instead: readonly string[] }

/** What a field of several values holds after one was added or taken away; undefined where there is only one. */
export function editOf(
  tools: FillTools,
  field: Field,
  held: FieldValue | undefined,
  edit: Edit,
): Edited | undefined {
  const { how, rest } = edit
  if (holdsCodes(field)) {
    const after = how === 'add' ? addedTo(held, rest) : without(held, rest)
    if (after === undefined) return { ok: false, why: 'absent', instead: [] }
    if (after === held) return { ok: false, why: 'there', instead: [] }
    return { ok: true, value: after === '' ? null : after }
  }
  if (field.type !== 'establishments' && field.type !== 'list') return undefined
  return how === 'add' ? added(tools, field, held, rest) : takenAway(held, rest)
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
  if (like.length > 1 && same.length === 0)
    return {
      ok: false,
      why: 'which',
      instead: [...new Set(like.map(nameOf))].map((name) => `retirer ${name}`),
    }
  const left = there.filter((one) => !like.includes(one))
  return { ok: true, value: left.length === 0 ? null : listOf(left) }
}

/** What a list holds and its new value does not, in words; empty when nothing is lost, or when it is no list. */
export function goneOf(field: Field, held: FieldValue | undefined, after: FieldValue): string {
  if (holdsCodes(field))
    return typeof held === 'string' && typeof after === 'string' ? goneFrom(held, after).join(', ') : ''
  const left = new Set(itemsOf(after).map((one) => plainWord(nameOf(one))))
  return itemsOf(held)
    .map(nameOf)
    .filter((name) => !left.has(plainWord(name)))
    .join(', ')
}

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
