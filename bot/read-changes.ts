import type { Context } from '#core/context.ts'
import type { Fields, FieldValue } from '#core/kinds/kind.ts'
import type { Answer } from '#templates/chat/answer.ts'
import type { Gone } from '#templates/chat/confirm.ts'
import type { UnreadFieldsAnswer } from '#templates/chat/unread-fields.ts'
import { fillTools } from './fill-tools.ts'
import { plainWord } from './grammar/argument.ts'
import { saysNone } from './grammar/edit.ts'
import { readEdit } from './grammar/edit-sentence.ts'
import { fieldNamed, readFields } from './grammar/fields.ts'
import { addedTo, otherParts } from './grammar/held-codes.ts'
import { editedBy, goneOf } from './talk/edit-field.ts'
import { type FillTools, reader } from './talk/filling.ts'
import { areSame, plainJson } from './talk/take-in.ts'

export type Changes =
  | {
      readonly ok: true
      readonly fields: Readonly<Record<string, FieldValue | null>>
      /** What was typed for them, by label. */
      readonly typed: Typed
      /** Items of lists that the new values do not hold, and that were not said to go. */
      readonly gone: readonly Gone[]
    }
  | { readonly ok: false; readonly answer: Answer }

export type Typed = Readonly<Record<string, string>>

/** The event as it stands. */
export interface Changed {
  readonly kind: string
  readonly number: string
  readonly fields: Fields
}

/**
 * The changes that `modifier` was given, all of them or none: a value that cannot be read stops the whole.
 * `lots:""` and `lots:vide` clear a field; `DLC:12/12/2026` adds to it, unless it may correct the one that is there, and
 * `DLC:vide` would take more than it says.
 */
export function readChanges(ctx: Context, event: Changed, text: string): Changes {
  const { number } = event
  const tools = fillTools(ctx, event.kind)
  // « ajouter à la description : … » says a field in words.
  const edit = readEdit(text, tools.kind.fields)
  const typedText = edit === undefined || edit.asksHow ? text : edit.changes
  const said = readFields(typedText, tools.kind.fields, { prose: false, reads: reader(tools) })
  const fields: Record<string, FieldValue | null> = {}
  const wrong: UnreadFieldsAnswer['wrong'][number][] = []
  const pairs: Pair[] = []
  const typed: Record<string, string> = {}
  const gone: Gone[] = []
  for (const { field: name, written, several, adds } of said.given) {
    const field = fieldNamed(name, tools.kind.fields)
    if (field === undefined) continue
    const word = field.words[0] ?? name
    if (several !== undefined && !areSame(tools, field, several)) {
      wrong.push({ label: field.label, written, why: 'several' })
      pairs.push({ word, value: written, instead: several.map((value) => ({ word, value })) })
      continue
    }
    const none = saysNone(field, written)
    if (adds && (none || isClearing(written))) {
      wrong.push({ label: field.label, written })
      pairs.push({ word, value: written, instead: [{ word, value: 'vide' }] })
      continue
    }
    const edited =
      several === undefined && !adds ? editedBy(tools, field, event.fields[name], written) : undefined
    if (edited !== undefined) {
      typed[field.label] = written
      if (edited.ok) fields[name] = edited.value
      else
        wrong.push({
          label: field.label,
          written,
          word,
          ...(edited.why === undefined ? {} : { why: edited.why }),
          ...(edited.why === 'single' ? { held: shownValue(tools, event.fields, name) } : {}),
        })
      const instead = edited.ok ? [] : edited.instead.map((value) => ({ word, value }))
      pairs.push({ word, value: written, instead })
      continue
    }
    const held = adds ? otherParts(event.fields[name], written) : []
    if (held.length > 0) {
      wrong.push({ label: field.label, written, held: held.join(', ') })
      pairs.push({ word, value: written, instead: eitherWay(event.fields[name], held, written, word) })
      continue
    }
    const whole = adds ? addedTo(event.fields[name], written) : (several?.[0] ?? written)
    const value = none || isClearing(written) ? undefined : tools.read(field, whole)
    typed[field.label] = written
    if (value === undefined || value.ok) {
      const after = value?.value ?? null
      fields[name] = after
      // `vide` says that it is to go.
      const less = value === undefined && !none ? '' : goneOf(field, event.fields[name], after)
      if (less !== '') gone.push({ label: field.label, value: less, word })
    } else wrong.push({ label: field.label, written })
    const instead = value?.ok === false ? value.suggestions.map((one) => ({ word, value: one })) : []
    pairs.push({ word, value: several?.[0] ?? written, instead })
  }
  for (const { name, value, suggestions } of said.unknown)
    pairs.push({ word: name, value, instead: suggestions.map((word) => ({ word, value })) })
  const unknown = said.unknown.map(({ name }) => name)
  const stray = said.given.length + unknown.length > 0 ? said.free : ''
  if (wrong.length > 0 || unknown.length > 0 || stray !== '') {
    const corrections = corrected(number, pairs)
    return {
      ok: false,
      answer: { type: 'unread-fields', data: { number, wrong, unknown, stray, corrections } },
    }
  }
  if (Object.keys(fields).length === 0)
    return { ok: false, answer: { type: 'nothing-to-set', data: { number, seen: text } } }
  return { ok: true, fields, typed, gone }
}

function shownValue(tools: FillTools, fields: Fields, name: string): string {
  const value = fields[name]
  return value === undefined ? '' : (tools.show({ [name]: plainJson(value) })[0]?.value ?? '')
}

interface Pair {
  readonly word: string
  readonly value: string
  /** What it may have meant; empty when it was read. */
  readonly instead: readonly { readonly word: string; readonly value: string }[]
}

/** A best-before date in the place of the one that is there, or beside it. */
function eitherWay(held: unknown, parts: readonly string[], written: string, word: string): Pair['instead'] {
  const [only, ...others] = parts
  const replaced =
    only === undefined || others.length > 0 || typeof held !== 'string'
      ? []
      : [held.replace(only, () => written)]
  return [...replaced, addedTo(held, written)].map((value) => ({ word, value }))
}

function isClearing(written: string): boolean {
  return ['', 'vide', '-', 'empty'].includes(plainWord(written.trim()))
}

/** The whole sentence again for each meaning of the first wrong pair, so that what was right in it is not lost. */
function corrected(number: string, pairs: readonly Pair[]): readonly string[] {
  const wrong = pairs.find(({ instead }) => instead.length > 0)
  return (wrong?.instead ?? []).map((meant) => {
    const written = pairs.map((pair) => writePair(pair === wrong ? meant : pair))
    return ['modifier', number, ...written].join(' ')
  })
}

function writePair({ word, value }: { word: string; value: string }): string {
  return /^[^\s"«“,]+$/.test(value) ? `${word}:${value}` : `${word}:"${value.replaceAll('"', '”')}"`
}
