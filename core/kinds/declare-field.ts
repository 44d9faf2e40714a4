import { z } from 'zod'
import { line as cleanedLine, code, multiline } from '../text-schemas.ts'
import { establishmentSchema } from './establishment.ts'
import type { Choice, Field, FieldType, FieldValue, Nomenclature } from './kind.ts'

/** A field with the rule its value must satisfy alone. */
export interface DeclaredField extends Field {
  readonly schema: z.ZodType<FieldValue, unknown>
  /** A day that may not be in the future. */
  readonly notAfterToday: boolean
}

/** What each field says of itself; left out: not required, shown in the full view only. */
export type About = Pick<Field, 'label' | 'words' | 'question'> &
  Partial<Pick<Field, 'required' | 'view' | 'centralOnly' | 'facet' | 'weight'>>

/** Bounds of every kind, in characters or items. */
export const most = { line: 512, text: 20_000, code: 128, items: 50, establishments: 50 } as const

const lineRule = `un texte de 1 à ${most.line} caractères`

/** One line of text. */
export function line(name: string, about: About): DeclaredField {
  return declare(name, 'line', about, lineSchema())
}

/** Text of several lines. */
export function text(name: string, about: About): DeclaredField {
  const rule = `un texte de 1 à ${most.text.toLocaleString('fr-FR')} caractères`
  const schema = multiline(needed(rule)).min(1, rule).max(most.text, rule)
  return declare(name, 'text', about, schema)
}

/** A day, as an ISO 8601 date. */
export function day(name: string, about: About & { notAfterToday?: boolean }): DeclaredField {
  const { notAfterToday = false, ...rest } = about
  const schema = z.iso.date(needed('une date du calendrier, de la forme 2026-11-22'))
  return { ...declare(name, 'day', rest, schema), notAfterToday }
}

/** One code of a short list. */
export function choice(name: string, about: About & { choices: readonly Choice[] }): DeclaredField {
  const codes = about.choices.map((item) => item.code)
  const rule = `une de ces valeurs : ${codes.join(', ')}`
  const schema = code(most.code, rule, needed(rule)).refine((written) => codes.includes(written), rule)
  return { ...declare(name, 'choice', about, schema), choices: about.choices }
}

/** One code of a nomenclature, at any depth. */
export function tree(name: string, about: About & { tree: Nomenclature }): DeclaredField {
  const { tree } = about
  const rule = `un code de la nomenclature « ${tree.label} »`
  const schema = code(most.code, rule, needed(rule)).refine((written) => tree.get(written) !== undefined, {
    error: ({ input }) => {
      const close = tree.suggest(String(input), 3).map((node) => node.code)
      return close.length === 0 ? rule : `${rule}, par exemple ${close.join(', ')}`
    },
  })
  return { ...declare(name, 'tree', about, schema), tree }
}

/** Several lines of text; `pattern` and `rule` say what each must be. */
export function list(name: string, about: About & { pattern?: RegExp; rule?: string }): DeclaredField {
  const { pattern, rule = lineRule, ...rest } = about
  const item = pattern === undefined ? lineSchema() : cleanedLine(rule).regex(pattern, rule)
  const bounds = `de 1 à ${most.items} valeurs`
  const schema = z.array(item, needed('une liste')).min(1, bounds).max(most.items, bounds)
  return declare(name, 'list', rest, schema)
}

export function establishments(name: string, about: About): DeclaredField {
  const bounds = `de 1 à ${most.establishments} établissements`
  const schema = z
    .array(establishmentSchema, needed('une liste d’établissements'))
    .min(1, bounds)
    .max(most.establishments, bounds)
  return declare(name, 'establishments', about, schema)
}

function declare(
  name: string,
  type: FieldType,
  about: About,
  schema: z.ZodType<FieldValue, unknown>,
): DeclaredField {
  const { label, words, question, required = false, view = 'full', centralOnly, facet, weight } = about
  return {
    name,
    label,
    words,
    type,
    required,
    view,
    // A narrow no-break space before the marks that French parts from the word.
    question: question.replace(/ ([?!:;])/g, '\u202f$1'),
    ...(centralOnly === undefined ? {} : { centralOnly }),
    ...(facet === undefined ? {} : { facet }),
    ...(weight === undefined ? {} : { weight }),
    schema,
    notAfterToday: false,
  }
}

function lineSchema(): z.ZodType<string, unknown> {
  return cleanedLine(needed(lineRule)).min(1, lineRule).max(most.line, lineRule)
}

/** What a value of the wrong type is told; a missing one is told that it is required. */
function needed(rule: string): { error: (issue: { input?: unknown }) => string } {
  return { error: ({ input }) => (input === undefined ? 'obligatoire' : rule) }
}
