import type { LabelledValue } from '#core/diffusion/notice.ts'
import type { Field, FieldValue, Kind } from '#core/kinds/kind.ts'
import type { FieldQuestion, Remark } from '#templates/chat/field-question.ts'
import { plainWord } from '../grammar/argument.ts'
import { fieldNamed, type ReadFields, readFields } from '../grammar/fields.ts'
import { addedTo } from '../grammar/held-codes.ts'
import { read } from '../grammar/read.ts'
import { chosen } from './choose.ts'
import type { Filling } from './state.ts'
import { isYesOrNo, readYesNo } from './yes-no.ts'

/** What the dialogue needs to know of a kind; `read` and `show` come from core/kinds. */
export interface FillTools {
  readonly kind: Pick<Kind, 'code' | 'label' | 'fields'>
  /** Whether the person may set the fields of central structures. */
  readonly central: boolean
  read(field: Field, written: string): ReadValue
  show(fields: Filling['fields']): readonly LabelledValue[]
}

export type ReadValue =
  | { readonly ok: true; readonly value: FieldValue }
  | { readonly ok: false; readonly suggestions: readonly string[] }

/** `ask`: one more question. `open`: everything is there, the draft can be made. */
export type FillStep =
  | { readonly do: 'ask'; readonly talk: Filling; readonly question: FieldQuestion }
  | { readonly do: 'open'; readonly talk: Filling; readonly remarks: readonly Remark[] }

/** Every list of a kind is shown whole; only what a word suggests in a tree can be longer. */
const mostChoices = 20

/** Reads all that `créer` was given at once, and asks for the first thing that is missing or cannot be read. */
export function startFilling(tools: FillTools, text: string): FillStep {
  const empty: Filling = {
    type: 'filling',
    kind: tools.kind.code,
    fields: {},
    wrong: [],
    asking: '',
    choices: [],
  }
  const said = readFields(text, tools.kind.fields, { prose: true, keeps: true, reads: reader(tools) })
  const { talk, remarks } = absorb(tools, empty, said, freeTextField(tools))
  return next(tools, talk, remarks, empty)
}

/** Takes an answer to the open question; pairs such as `lots:L12` are taken whatever the question was. */
export function answerFilling(tools: FillTools, talk: Filling, text: string): FillStep {
  const field = fieldNamed(talk.asking, tools.kind.fields)
  const keeps = field?.type === 'text'
  const said = readFields(text, tools.kind.fields, { prose: false, keeps, reads: reader(tools) })
  // A field that does not exist is no part of a value; in a text, it may be a sentence's colon.
  if (said.given.length > 0 || (said.unknown.length > 0 && field?.type !== 'text')) {
    const { talk: after, remarks } = absorb(tools, talk, said, field)
    return next(tools, after, remarks, talk)
  }
  if (field === undefined) return next(tools, talk, [])
  if (isYesOrNo(text) && !isPlainAnswer(tools, talk, text))
    return next(tools, hearYesOrNo(tools, talk, field, text), [], talk)
  return next(tools, fill(tools, talk, field, unquoted(text)), [], talk)
}

/** Yes takes the only thing that was proposed; otherwise « oui », « non », « ok » are no value, and no text either. */
function hearYesOrNo(tools: FillTools, talk: Filling, field: Field, text: string): Filling {
  const yes = readYesNo(text).type === 'yes'
  const [only, ...others] = talk.choices
  if (yes && only !== undefined && others.length === 0) return fill(tools, talk, field, only)
  const proposed = talk.wrong.find((one) => one.field === field.name)?.suggestions ?? []
  const wrong = talk.wrong.filter((one) => one.field !== field.name)
  const again = { field: field.name, written: text, suggestions: yes ? proposed : [] }
  return { ...talk, wrong: [again, ...wrong] }
}

/** Whether a field can be read so. */
export function reader(tools: FillTools): (field: string, written: string) => boolean {
  return (name, written) => {
    const field = fieldNamed(name, tools.kind.fields)
    return field !== undefined && tools.read(field, written).ok
  }
}

/** Leaves the field of the open question; a required one is asked again. */
export function skipField(tools: FillTools, talk: Filling): FillStep {
  const field = fieldNamed(talk.asking, tools.kind.fields)
  const required = field?.required === true
  const after = { ...talk, wrong: talk.wrong.filter((one) => one.field !== talk.asking) }
  return next(tools, after, required ? [{ type: 'cannot-skip', label: field.label }] : [])
}

/** Asks again for the fields whose values core refused; undefined when the issues name none. `at` is a label. */
export function askAgain(
  tools: FillTools,
  talk: Filling,
  issues: readonly { readonly at: string; readonly seen: string; readonly rule: string }[],
): FillStep | undefined {
  let after = talk
  for (const { at, seen, rule } of issues) {
    const field = fieldNamed(at.split(',')[0] ?? at, tools.kind.fields)
    if (field === undefined) return undefined
    const { [field.name]: _refused, ...fields } = after.fields
    // Of an establishment one number is refused, and all that was written of it is to be written again.
    const whole = tools.show(talk.fields).find(({ label }) => label === field.label)?.value
    const read = field.type === 'establishments' ? (whole ?? seen) : seen
    const written = talk.typed?.[field.name] ?? read
    after = {
      ...after,
      fields,
      wrong: [...after.wrong, { field: field.name, written, suggestions: [], refused: { at, rule } }],
    }
  }
  return next(tools, after, [])
}

/** The same question with all that helps to answer it. */
export function explainField(tools: FillTools, talk: Filling): FillStep {
  const step = next(tools, talk, [], { ...talk, fields: {} })
  return step.do === 'ask' ? { ...step, question: { ...step.question, explained: true } } : step
}

/** Whether a text answers the question as it stands, when that can be told: a text field takes anything. */
export function isPlainAnswer(tools: FillTools, talk: Filling, text: string): boolean {
  const field = fieldNamed(talk.asking, tools.kind.fields)
  if (field === undefined || ['line', 'text', 'list', 'establishments'].includes(field.type)) return false
  return tools.read(field, chosen(text, talk.choices) ?? text).ok
}

/** @param before so that only what is newly noted is repeated */
function next(tools: FillTools, talk: Filling, remarks: readonly Remark[], before = talk): FillStep {
  const [wrong] = talk.wrong
  const missing = tools.kind.fields.filter(
    (field) => isAsked(tools, field) && talk.fields[field.name] === undefined,
  )
  const field = wrong === undefined ? missing[0] : fieldNamed(wrong.field, tools.kind.fields)
  if (field === undefined) return { do: 'open', talk, remarks }
  const choices = choicesOf(field, wrong?.suggestions ?? [])
  return {
    do: 'ask',
    talk: { ...talk, asking: field.name, choices: [...choices] },
    question: {
      kind: tools.kind.label,
      label: field.label,
      word: field.words[0] ?? field.name,
      question: field.question,
      type: field.type,
      required: field.required,
      choices,
      left: missing.filter((other) => other.name !== field.name).length,
      received: tools.show(newFields(before, talk)),
      remarks,
      explained: false,
      ...(wrong === undefined ? {} : { unread: wrong.written }),
      ...(wrong?.refused === undefined ? {} : { refused: wrong.refused }),
    },
  }
}

function newFields(before: Filling, after: Filling): Filling['fields'] {
  return Object.fromEntries(
    Object.entries(after.fields).filter(([name, value]) => before.fields[name] !== value),
  )
}

function isAsked(tools: FillTools, field: Field): boolean {
  return field.required && (tools.central || field.centralOnly !== true)
}

function absorb(
  tools: FillTools,
  before: Filling,
  said: ReadFields,
  freeField: Field | undefined,
): { talk: Filling; remarks: Remark[] } {
  const remarks: Remark[] = said.unknown.map((one) => ({ type: 'unknown-field', ...one }))
  let talk = before
  const left: string[] = []
  const into = freeTextField(tools)
  for (const { field: name, written, several, adds } of said.given) {
    const field = fieldNamed(name, tools.kind.fields)
    if (field === undefined) continue
    if (field.centralOnly === true && !tools.central) {
      remarks.push({
        type: 'central-only',
        label: field.label,
        ...(into === undefined ? {} : { into: into.label }),
      })
      left.push(`${field.label} : ${written}`)
    } else if (several !== undefined && !areSame(tools, field, several))
      talk = doubtful(talk, field, written, several)
    else
      talk = fill(tools, talk, field, adds ? addedTo(talk.fields[name], written) : (several?.[0] ?? written))
  }
  if (said.free !== '' && freeField !== undefined) talk = addText(tools, talk, freeField, said.free)
  // What is not his to set is not lost: who may set it reads it in the text.
  if (left.length > 0 && into !== undefined) talk = addText(tools, talk, into, left.join('\n'))
  if (said.doubt !== undefined) remarks.push(doubtRemark(tools, said.doubt))
  return { talk, remarks }
}

/** A text goes on; any other field takes what is said last. */
function addText(tools: FillTools, talk: Filling, field: Field, text: string): Filling {
  const already = talk.fields[field.name]
  const joined = field.type === 'text' && typeof already === 'string' ? `${already}\n${text}` : text
  return fill(tools, talk, field, joined)
}

function fill(tools: FillTools, talk: Filling, field: Field, answer: string): Filling {
  const written = field.name === talk.asking ? (chosen(answer, talk.choices) ?? answer) : answer
  const wrong = talk.wrong.filter((one) => one.field !== field.name)
  const value = tools.read(field, written)
  if (value.ok)
    return {
      ...talk,
      wrong,
      fields: { ...talk.fields, [field.name]: plainJson(value.value) },
      typed: { ...talk.typed, [field.name]: written },
    }
  return {
    ...talk,
    wrong: [{ field: field.name, written: answer, suggestions: [...value.suggestions] }, ...wrong],
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
function plainJson(value: FieldValue): Filling['fields'][string] {
  if (typeof value !== 'object') return value
  const texts = value.filter((item) => typeof item === 'string')
  return texts.length > 0
    ? texts
    : value.filter((item) => typeof item !== 'string').map((item) => ({ ...item }))
}

function choicesOf(field: Field, suggestions: readonly string[]): readonly string[] {
  if (suggestions.length > 0) return suggestions.slice(0, mostChoices)
  if (field.choices !== undefined) return field.choices.slice(0, mostChoices).map((choice) => choice.label)
  const roots = field.tree?.nodes.filter((node) => node.parent === undefined) ?? []
  return roots.slice(0, mostChoices).map((node) => node.label)
}

/** Where free text goes: the description, or else the first field of several lines. */
function freeTextField(tools: FillTools): Field | undefined {
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

function unquoted(text: string): string {
  const [only, ...others] = read(text)
  return others.length === 0 && only?.type === 'quoted' ? only.text : text.trim()
}

/** Words that leave a field out. */
export function isSkip(text: string): boolean {
  return ['passer', 'passe', 'skip', 'suivant', 'je ne sais pas', '-'].includes(plainWord(text.trim()))
}
