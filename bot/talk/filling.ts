import type { LabelledValue } from '#core/diffusion/notice.ts'
import type { Field, FieldValue, Kind } from '#core/kinds/kind.ts'
import type { FieldQuestion, Remark } from '#templates/chat/field-question.ts'
import { plainWord } from '../grammar/argument.ts'
import { readChange, recordChanged, withoutAdding } from '../grammar/change-sentence.ts'
import { readEdit } from '../grammar/edit-sentence.ts'
import { editsIn } from '../grammar/edits.ts'
import { fieldNamed, type ReadFields, readFields } from '../grammar/fields.ts'
import { read } from '../grammar/read.ts'
import { chosen } from './choose.ts'
import type { Filling } from './state.ts'
import { fill, freeTextField, isSentence, leaveUnread, takeIn } from './take-in.ts'
import { isAcknowledgement, isYesOrNo, readYesNo } from './yes-no.ts'

/** What the dialogue needs to know of a kind; `read` and `show` come from core/kinds. */
export interface FillTools {
  readonly kind: Pick<Kind, 'code' | 'label' | 'fields'>
  /** Whether the person may set the fields of central structures. */
  readonly central: boolean
  read(field: Field, written: string): ReadValue
  /** Places that contradict themselves, which core would refuse once all is given. */
  misplaced(fields: Filling['fields']): readonly Refused[]
  show(fields: Filling['fields']): readonly LabelledValue[]
}

/** `at` is a label. */
export interface Refused {
  readonly at: string
  readonly seen: string
  readonly rule: string
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
  const { talk, remarks } = takeIn(tools, empty, said, freeTextField(tools))
  return next(tools, talk, remarks, empty)
}

/**
 * Takes an answer to the open question; pairs such as `lots:L12` are taken whatever the question was, but never those that
 * are said of another record.
 */
export function answerFilling(tools: FillTools, talk: Filling, text: string): FillStep {
  const another = recordChanged(text, tools.kind.fields)
  if (another !== undefined)
    return next(tools, talk, [{ type: 'of-another', said: text.trim(), number: another }])
  const edit = readEdit(text, tools.kind.fields)
  if (edit !== undefined && !edit.asksHow && edit.number === undefined)
    return answerFilling(tools, talk, edit.changes)
  const field = fieldNamed(talk.asking, tools.kind.fields)
  const keeps = field?.type === 'text'
  const change = readChange(text, tools.kind.fields)
  const pairs = change?.how === undefined ? text : change.changes
  const said = readAdded(
    readFields(pairs, tools.kind.fields, { prose: false, keeps, reads: reader(tools) }),
    tools.kind.fields,
  )
  // A field that does not exist is no part of a value; in a text, it may be a sentence's colon.
  if (said.given.length > 0 || (said.unknown.length > 0 && field?.type !== 'text')) {
    const { talk: after, remarks } = takeIn(tools, talk, said, field)
    return next(tools, after, remarks, talk)
  }
  if (field === undefined) return next(tools, talk, [])
  if (isYesOrNo(text) && !isPlainAnswer(tools, talk, text))
    return next(tools, hearYesOrNo(tools, talk, field, text), [], talk)
  const { talk: after, remarks } = fill(tools, talk, field, unquoted(text))
  return next(tools, after, remarks, talk)
}

/** « ajouter lots:L3 » takes nothing away, whatever else is said in it. */
function readAdded(said: ReadFields, fields: FillTools['kind']['fields']): ReadFields {
  const free = withoutAdding(said.free)
  if (free === undefined) return said
  const given = said.given.map((one) => {
    const field = fieldNamed(one.field, fields)
    return field === undefined || one.adds === true || editsIn(field, one.written) !== undefined
      ? one
      : { ...one, written: `ajouter ${one.written}` }
  })
  return { ...said, given, free }
}

/** Yes takes the only thing that was proposed; otherwise « oui », « non », « ok » are no value, and no text either. */
function hearYesOrNo(tools: FillTools, talk: Filling, field: Field, text: string): Filling {
  // « ok » may be said of anything; what was only guessed at is taken by « oui ».
  const yes = readYesNo(text).type === 'yes' && !isAcknowledgement(text)
  const [only, ...others] = talk.choices
  if (yes && only !== undefined && others.length === 0) return fill(tools, talk, field, only).talk
  const before = talk.wrong.find((one) => one.field === field.name)
  const proposed = before?.suggestions ?? []
  const wrong = talk.wrong.filter((one) => one.field !== field.name)
  const again = {
    // What was pasted is not lost by it.
    ...(before?.pasted === true ? before : { field: field.name, written: text }),
    suggestions: readYesNo(text).type === 'no' ? [] : [...proposed],
  }
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
  // Asked again, it may still be said.
  const unread = required ? talk.wrong.filter((one) => isSentence(one.written)) : talk.wrong
  const rest = talk.wrong.filter(({ field: name }) => name !== talk.asking)
  const left = leaveUnread(tools, { ...talk, wrong: unread }, [talk.asking])
  const after = { ...left.talk, wrong: rest }
  const { remarks } = left
  return next(tools, after, required ? [...remarks, { type: 'cannot-skip', label: field.label }] : remarks)
}

/** The record as it is: what could not be read of it stays in its text. */
export function keepFilling(tools: FillTools, talk: Filling): FillStep & { do: 'open' } {
  return {
    do: 'open',
    ...leaveUnread(
      tools,
      talk,
      talk.wrong.map(({ field }) => field),
    ),
  }
}

/** Something was said that answers nothing: what is asked stands. */
export function waitFilling(tools: FillTools, talk: Filling, said: string): FillStep {
  return next(tools, talk, [{ type: 'interlude', said }])
}

/** The question that was open. */
export function resumeFilling(tools: FillTools, talk: Filling): FillStep {
  return next(tools, talk, [])
}

/** Asks again for the fields whose values core refused; undefined when the issues name none. */
export function askAgain(
  tools: FillTools,
  talk: Filling,
  issues: readonly Refused[],
  remarks: readonly Remark[],
): FillStep | undefined {
  const after = withoutRefused(tools, talk, issues)
  return after === undefined ? undefined : next(tools, after, remarks)
}

function withoutRefused(tools: FillTools, talk: Filling, issues: readonly Refused[]): Filling | undefined {
  let after = talk
  for (const { at, seen, rule } of issues) {
    const field = fieldNamed(at.split(',')[0] ?? at, tools.kind.fields)
    if (field === undefined) return undefined
    if (after.wrong.some((one) => one.field === field.name)) continue
    const { [field.name]: _refused, ...fields } = after.fields
    // Of an establishment one number is refused, and all that was written of it is to be written again.
    const whole = tools.show(talk.fields).find(({ label }) => label === field.label)?.value
    const read = field.type === 'establishments' ? (whole ?? seen) : seen
    const written = talk.typed?.[field.name] ?? read
    after = {
      ...after,
      fields,
      wrong: [
        ...after.wrong,
        { field: field.name, written, suggestions: [], pasted: true, refused: { at, rule } },
      ],
    }
  }
  return after
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
function next(tools: FillTools, taken: Filling, remarks: readonly Remark[], before = taken): FillStep {
  // Said at once, rather than noted and refused when all else was answered.
  const talk = withoutRefused(tools, taken, tools.misplaced(taken.fields)) ?? taken
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

function choicesOf(field: Field, suggestions: readonly string[]): readonly string[] {
  if (suggestions.length > 0) return suggestions.slice(0, mostChoices)
  if (field.choices !== undefined) return field.choices.slice(0, mostChoices).map((choice) => choice.label)
  const roots = field.tree?.nodes.filter((node) => node.parent === undefined) ?? []
  return roots.slice(0, mostChoices).map((node) => node.label)
}

function unquoted(text: string): string {
  const [only, ...others] = read(text)
  return others.length === 0 && only?.type === 'quoted' ? only.text : text.trim()
}

const skips = new Set(
  "passer;passe;skip;suivant;je ne sais pas;je sais pas;sais pas;j'sais pas;chais pas;jsp;je ne sais plus;je sais plus;-".split(
    ';',
  ),
)

/** Words that leave a field out. */
export function isSkip(text: string): boolean {
  return skips.has(plainWord(text.trim()))
}
