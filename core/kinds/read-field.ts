import { cleanLine, cleanText } from '../clean-text.ts'
import { codesIn } from '../query/codes.ts'
import { findChoices, suggestChoices } from './choices.ts'
import { daysLike, parseDay } from './days.ts'
import type { Choice, Field, FieldValue, Node, Nomenclature } from './kind.ts'
import { readEstablishments } from './read-establishment.ts'

/** `suggestions` are things that can be written instead, best first; each of them is read. */
export type FieldReading =
  | { readonly ok: true; readonly value: FieldValue }
  | { readonly ok: false; readonly suggestions: readonly string[] }

/** Most suggestions for a value that is several or none. */
const mostSuggestions = 8

/**
 * The value that a person wrote for a field. Bounds and rules between fields are for checkFields to say.
 * @param today ISO 8601 date in Paris, that `hier` counts from
 */
export function readField(field: Field, written: string, today: string): FieldReading {
  switch (field.type) {
    case 'line':
      return readText(cleanLine(written))
    case 'text':
      return readText(cleanText(written))
    case 'choice':
      return readChoice(field.choices ?? [], written)
    case 'tree':
      return field.tree === undefined ? { ok: false, suggestions: [] } : readNode(field.tree, written)
    case 'day':
      return readDate(written, today)
    case 'list':
      return readList(written)
    case 'establishments': {
      const value = readEstablishments(written)
      return value.length === 0 ? { ok: false, suggestions: [] } : { ok: true, value }
    }
  }
}

/**
 * A name that reads back to one node: its label, or its parent's before it where other nodes are named the same.
 * A value named as the head above it reads as the head, which covers it.
 */
export function nodeName(tree: Nomenclature, node: Node): string {
  const parent = node.parent === undefined ? undefined : tree.get(node.parent)
  return parent === undefined || tree.find(node.label).length === 1
    ? node.label
    : `${parent.label} > ${node.label}`
}

function readText(text: string): FieldReading {
  return text === '' ? { ok: false, suggestions: [] } : { ok: true, value: text }
}

function readChoice(choices: readonly Choice[], written: string): FieldReading {
  const found = findChoices(choices, written)
  const [only] = found
  if (only !== undefined && found.length === 1) return { ok: true, value: only.code }
  const close = found.length > 0 ? found : suggestChoices(choices, written, mostSuggestions)
  const offered = close.length > 0 ? close : choices.slice(0, mostSuggestions)
  return { ok: false, suggestions: offered.map((choice) => choice.label) }
}

function readNode(tree: Nomenclature, written: string): FieldReading {
  const found = tree.find(written)
  const [only] = found
  if (only !== undefined && found.length === 1) return { ok: true, value: only.code }
  const offered = found.length > 0 ? found : tree.suggest(written, mostSuggestions)
  return { ok: false, suggestions: offered.slice(0, mostSuggestions).map((node) => nodeName(tree, node)) }
}

function readDate(written: string, today: string): FieldReading {
  const value = parseDay(written, today)
  return value === undefined ? { ok: false, suggestions: daysLike(written, today) } : { ok: true, value }
}

function readList(written: string): FieldReading {
  const value = codesIn(written)
    .map(cleanLine)
    .filter((item) => item !== '')
  return value.length === 0 ? { ok: false, suggestions: [] } : { ok: true, value: [...new Set(value)] }
}
