import { z } from 'zod'
import { cleanLine, cleanText, type Unwritable, unwritableIn } from './clean-text.ts'

/** What a text that comes in must be beside its length; a control character is refused, never dropped in silence. */
type Wrong = string | { readonly error: (issue: { input?: unknown }) => string }

/** One line of text, clean. Bounds of length follow: `line().min(1).max(250)`. */
export function line(wrong?: Wrong): z.ZodString {
  return z.string(wrong).check(writable(false)).overwrite(cleanLine)
}

/**
 * One line that says what is looked for. Nothing at all may mean everything; what only looks like nothing (blanks, marks
 * without width) was meant to be something.
 */
export function search(wrong?: Wrong): z.ZodString {
  return z.string(wrong).check(writable(false)).check(visibleSearch).overwrite(cleanLine)
}

/** One line that names something known: measured before it is cleaned or looked up. */
export function code(longest: number, rule: string, wrong: Wrong): z.ZodString {
  return z
    .string(wrong)
    .max(longest, { error: rule, abort: true })
    .check(writable(false))
    .overwrite(cleanLine)
}

/** Text of several lines, clean. */
export function multiline(wrong?: Wrong): z.ZodString {
  return z.string(wrong).check(writable(true)).overwrite(cleanText)
}

/** What is said of a character that is refused. */
export function unwritableRule({ name, rank }: Unwritable): string {
  return `le caractère ${name}, au rang ${rank}, n’est pas admis`
}

/** True of the issue that a character was refused, whatever else was asked of the text. */
export function isUnwritable(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'custom' && issue.params?.unwritable === true
}

function visibleSearch({ value, issues }: z.core.ParsePayload<string>): void {
  if (value === '' || cleanLine(value) !== '') return
  const message = 'la recherche est vide\u00A0: elle n’a rien qui se voie'
  issues.push({ code: 'custom', input: value, message, continue: false })
}

function writable(breaks: boolean): z.core.CheckFn<string> {
  return ({ value, issues }) => {
    const found = unwritableIn(value, breaks)
    if (found === undefined) return
    const message = unwritableRule(found)
    issues.push({ code: 'custom', input: value, message, params: { unwritable: true }, continue: false })
  }
}
