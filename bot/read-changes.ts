import type { Context } from '#core/context.ts'
import type { FieldValue } from '#core/kinds/kind.ts'
import type { Answer } from '#templates/chat/answer.ts'
import type { Remark } from '#templates/chat/field-question.ts'
import { fillTools } from './fill-tools.ts'
import { plainWord } from './grammar/argument.ts'
import { fieldNamed, readFields } from './grammar/fields.ts'
import type { FillTools } from './talk/filling.ts'

export type Changes =
  | {
      readonly ok: true
      readonly fields: Readonly<Record<string, FieldValue | null>>
      readonly remarks: readonly Remark[]
    }
  | { readonly ok: false; readonly answer: Answer }

/**
 * The changes that `modifier` was given, all of them or none: a value that cannot be read stops the whole.
 * `lots:""` and `lots:vide` clear a field.
 */
export function readChanges(ctx: Context, kind: string, number: string, text: string): Changes {
  const tools = fillTools(ctx, kind)
  const said = readFields(text, tools.kind.fields, { prose: false })
  const remarks: Remark[] = said.unknown.map((one) => ({ type: 'unknown-field', ...one }))
  const fields: Record<string, FieldValue | null> = {}
  const wrong: { field: string; label: string; written: string; suggestions: readonly string[] }[] = []
  for (const { field: name, written } of said.given) {
    const field = fieldNamed(name, tools.kind.fields)
    if (field === undefined) continue
    const value = isClearing(written) ? undefined : tools.read(field, written)
    if (value === undefined) fields[name] = null
    else if (value.ok) fields[name] = value.value
    else wrong.push({ field: name, label: field.label, written, suggestions: value.suggestions })
  }
  const stray = said.free
  if (wrong.length > 0 || remarks.length > 0 || (stray !== '' && said.given.length > 0)) {
    const corrections = corrected(number, said.given, wrong[0], (name) => fieldWord(tools, name))
    return {
      ok: false,
      answer: { type: 'unread-fields', data: { number, wrong, remarks, stray, corrections } },
    }
  }
  if (Object.keys(fields).length === 0)
    return { ok: false, answer: { type: 'nothing-to-set', data: { number, seen: text } } }
  return { ok: true, fields, remarks }
}

function isClearing(written: string): boolean {
  return ['', 'vide', '-', 'empty'].includes(plainWord(written.trim()))
}

/** The whole sentence again for each suggestion, so that what was right in it is not lost. */
function corrected(
  number: string,
  given: readonly { readonly field: string; readonly written: string }[],
  wrong: { readonly field: string; readonly suggestions: readonly string[] } | undefined,
  wordOf: (field: string) => string,
): readonly string[] {
  return (wrong?.suggestions ?? []).map((suggestion) => {
    const pairs = given.map(({ field, written }) =>
      pair(wordOf(field), field === wrong?.field ? suggestion : written),
    )
    return ['modifier', number, ...pairs].join(' ')
  })
}

function pair(word: string, value: string): string {
  return /^[^\s"«“,]+$/.test(value) ? `${word}:${value}` : `${word}:"${value}"`
}

function fieldWord(tools: FillTools, name: string): string {
  return fieldNamed(name, tools.kind.fields)?.words[0] ?? name
}
