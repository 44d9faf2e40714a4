import type { Field, FieldValue } from '#core/kinds/kind.ts'
import type { Remark } from '#templates/chat/field-question.ts'
import { saysNone } from '../grammar/edit.ts'
import { fieldNamed, type ReadFields } from '../grammar/fields.ts'
import { type GivenField, holdsCodes } from '../grammar/gather.ts'
import { addedTo } from '../grammar/held-codes.ts'
import { chosen } from './choose.ts'
import { editedBy, goneOf } from './edit-field.ts'
import type { FillTools } from './filling.ts'
import type { Filling } from './state.ts'

/** A record with what a message brought to it, and what is to be said of that. */
export interface TakenIn {
  readonly talk: Filling
  readonly remarks: readonly Remark[]
}

/** Takes in all that was read in a message. @param freeField where its text goes */
export function takeIn(
  tools: FillTools,
  before: Filling,
  said: ReadFields,
  freeField: Field | undefined,
): TakenIn {
  const remarks: Remark[] = said.unknown.map((one) => ({ type: 'unknown-field', ...one }))
  let talk = before
  const left: string[] = []
  const into = freeTextField(tools)
  for (const given of said.given) {
    const field = fieldNamed(given.field, tools.kind.fields)
    if (field === undefined) continue
    if (field.centralOnly === true && !tools.central) {
      remarks.push({
        type: 'central-only',
        label: field.label,
        ...(into === undefined ? {} : { into: into.label }),
      })
      left.push(`${field.label} : ${given.written}`)
      continue
    }
    const one = takeInField(tools, talk, field, given)
    talk = one.talk
    remarks.push(...one.remarks)
  }
  if (said.free !== '' && freeField !== undefined) talk = addText(tools, talk, freeField, said.free)
  // What is not his to set is not lost: who may set it reads it in the text.
  if (left.length > 0 && into !== undefined) talk = addText(tools, talk, into, left.join('\n'))
  if (said.doubt !== undefined) remarks.push(doubtRemark(tools, said.doubt))
  return { talk, remarks }
}

function takeInField(tools: FillTools, talk: Filling, field: Field, given: GivenField): TakenIn {
  const { written, several, adds } = given
  if (several !== undefined && !areSame(tools, field, several))
    return { talk: doubtful(talk, field, written, several), remarks: [] }
  const held = talk.fields[field.name]
  // A text may begin so.
  const isText = held === undefined && !holdsCodes(field) && field.type === 'text'
  const plain = several !== undefined || adds === true || isText
  const edited = plain ? undefined : editedBy(tools, field, held, written)
  if (edited?.ok === true) return { talk: withValue(talk, field, edited.value, written), remarks: [] }
  if (edited?.why === 'there') return { talk, remarks: [] }
  if (edited !== undefined) return { talk: doubtful(talk, field, written, edited.instead), remarks: [] }
  if (adds === true && held !== undefined) {
    const after = saysNone(field, written) ? talk : take(tools, talk, field, addedTo(held, written))
    return { talk: after, remarks: [] }
  }
  const { talk: after, remarks } = fill(tools, talk, field, several?.[0] ?? written, { pasted: true })
  const value = after.fields[field.name]
  const gone = value === undefined ? '' : goneOf(field, held, value)
  const word = field.words[0] ?? field.name
  return gone === ''
    ? { talk: after, remarks }
    : { talk: after, remarks: [...remarks, { type: 'replaced', label: field.label, word, value: gone }] }
}

/**
 * What was written for a field: read, found to be none, or to be asked about.
 * @param options.pasted it stands in a text with more: what is not read of it goes into the text, rather than nowhere
 */
export function fill(
  tools: FillTools,
  talk: Filling,
  field: Field,
  answer: string,
  options: { readonly pasted?: true } = {},
): TakenIn {
  const written = field.name === talk.asking ? (chosen(answer, talk.choices) ?? answer) : answer
  if (saysNone(field, written))
    return { talk: withValue(talk, field, null, written), remarks: [{ type: 'none', label: field.label }] }
  const start = options.pasted === true ? startThatReads(tools, field, written) : undefined
  if (start !== undefined) return keepLine(tools, take(tools, talk, field, start), field, written, start)
  const after = take(tools, talk, field, answer, options)
  const unread = talk.wrong.find((one) => one.field === field.name)
  const isRead = after.wrong.every((one) => one.field !== field.name)
  return isRead && unread?.pasted === true && unread.refused === undefined && isSentence(unread.written)
    ? keepLine(tools, after, field, unread.written)
    : { talk: after, remarks: [] }
}

/** What could not be read and is waited for no more stays in the text, unless it is a word that was mistyped. */
export function leaveUnread(tools: FillTools, talk: Filling, names: readonly string[]): TakenIn {
  let after: Filling = { ...talk, wrong: talk.wrong.filter(({ field }) => !names.includes(field)) }
  const remarks: Remark[] = []
  for (const { field: name, written, pasted } of talk.wrong) {
    const field = fieldNamed(name, tools.kind.fields)
    if (field === undefined || pasted !== true || !names.includes(name)) continue
    // Another value took the place of a word that was mistyped.
    if (talk.fields[name] !== undefined && !isSentence(written)) continue
    const kept = keepLine(tools, after, field, written)
    after = kept.talk
    remarks.push(...kept.remarks)
  }
  return { talk: after, remarks }
}

function keepLine(tools: FillTools, talk: Filling, field: Field, written: string, read?: string): TakenIn {
  const into = freeTextField(tools)
  if (into === undefined || into === field) return { talk, remarks: [] }
  const line = `${field.label} : ${written}`
  const remark = {
    type: 'kept-line',
    line,
    into: into.label,
    ...(read === undefined ? {} : { read }),
  } as const
  return { talk: addText(tools, talk, into, line), remarks: [remark] }
}

/** More than a word or two that were mistyped. */
export function isSentence(written: string): boolean {
  return written.trim().split(/\s+/).length >= fewestWords || /\d/.test(written)
}

/** Fewer are a name that was mistyped. */
const fewestWords = 4

/** « Listeria monocytogenes (> 100 ufc/g) »: what stands before a sign that more is said, when that alone is read. */
function startThatReads(tools: FillTools, field: Field, written: string): string | undefined {
  if (!['tree', 'choice', 'day'].includes(field.type) || tools.read(field, written).ok) return undefined
  const start = (/^[^([<>≥≤=]+?(?= ?[([<>≥≤=]| [-–—] )/.exec(written)?.[0] ?? '').trim()
  return start !== '' && tools.read(field, start).ok ? start : undefined
}

/** A text goes on; any other field takes what is said last. */
function addText(tools: FillTools, talk: Filling, field: Field, text: string): Filling {
  const already = talk.fields[field.name]
  const joined = field.type === 'text' && typeof already === 'string' ? `${already}\n${text}` : text
  return take(tools, talk, field, joined)
}

function take(
  tools: FillTools,
  talk: Filling,
  field: Field,
  answer: string,
  options: { readonly pasted?: true } = {},
): Filling {
  const written = field.name === talk.asking ? (chosen(answer, talk.choices) ?? answer) : answer
  const value = tools.read(field, written)
  if (value.ok) return withValue(talk, field, value.value, written)
  const wrong = talk.wrong.filter((one) => one.field !== field.name)
  const unread = { field: field.name, written: answer, suggestions: [...value.suggestions], ...options }
  return { ...talk, wrong: [unread, ...wrong] }
}

function withValue(talk: Filling, { name }: Field, value: FieldValue | null, written: string): Filling {
  const { [name]: _, ...others } = talk.fields
  return {
    ...talk,
    wrong: talk.wrong.filter((one) => one.field !== name),
    fields: value === null ? others : { ...talk.fields, [name]: plainJson(value) },
    typed: { ...talk.typed, [name]: written },
  }
}
/** Values of which the field can have only one: which of them is asked. */
function doubtful(talk: Filling, field: Field, written: string, several: readonly string[]): Filling {
  const wrong = talk.wrong.filter((one) => one.field !== field.name)
  return { ...talk, wrong: [{ field: field.name, written, suggestions: [...several] }, ...wrong] }
}

/** Whether what was written several times of a field is one value: `reçu:hier reçu:22/11/2026`. */
export function areSame(tools: FillTools, field: Field, several: readonly string[]): boolean {
  const values = several.map((written) => {
    const value = tools.read(field, written)
    return value.ok ? JSON.stringify(value.value) : undefined
  })
  return !values.includes(undefined) && new Set(values).size === 1
}

/** Field values are read-only; the remembered state is not. */
export function plainJson(value: FieldValue): Filling['fields'][string] {
  if (typeof value !== 'object') return value
  const texts = value.filter((item) => typeof item === 'string')
  return texts.length > 0
    ? texts
    : value.filter((item) => typeof item !== 'string').map((item) => ({ ...item }))
}

/** Where free text goes: the description, or else the first field of several lines. */
export function freeTextField(tools: FillTools): Field | undefined {
  return (
    tools.kind.fields.find((field) => field.name === 'description') ??
    tools.kind.fields.find((field) => field.type === 'text')
  )
}

function doubtRemark(tools: FillTools, doubt: NonNullable<ReadFields['doubt']>): Remark {
  const field = fieldNamed(doubt.field, tools.kind.fields)
  const into = freeTextField(tools)?.label ?? ''
  return {
    type: 'doubt',
    word: field?.words[0] ?? doubt.field,
    written: doubt.written,
    more: doubt.more,
    into,
  }
}
