import { z } from 'zod'

const establishment = z.object({
  name: z.string(),
  siret: z.string().exactOptional(),
  siren: z.string().exactOptional(),
  approval: z.string().exactOptional(),
  address: z.string().exactOptional(),
  postalCode: z.string().exactOptional(),
  city: z.string().exactOptional(),
  dept: z.string().exactOptional(),
  country: z.string().exactOptional(),
  operator: z.string().exactOptional(),
  position: z.string().exactOptional(),
})

const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.array(establishment)])

/** A record being filled in, one question at a time. Nothing is in the database yet. */
const filling = z.object({
  type: z.literal('filling'),
  kind: z.string(),
  /** What was read, by field name: dates already absolute, so that "hier" does not move. */
  fields: z.record(z.string(), fieldValue),
  /** What could not be read, and is asked about first. */
  wrong: z.array(
    z.object({
      field: z.string(),
      written: z.string(),
      suggestions: z.array(z.string()),
      /** It stood in a text with more: it is not said again, and stays in the text when it is not waited for any more. */
      pasted: z.literal(true).exactOptional(),
      /** It could be read, and was refused: where, and why. */
      refused: z.object({ at: z.string(), rule: z.string() }).exactOptional(),
    }),
  ),
  /** By field name, what was typed for those that were read. */
  typed: z.record(z.string(), z.string()).exactOptional(),
  /** Name of the field that the last question was about. */
  asking: z.string(),
  /** The numbered choices of the last question. */
  choices: z.array(z.string()),
  /** He gave it up in passing: leave it, with what it holds? */
  leaving: z.literal(true).exactOptional(),
  /** All is given; it says just what this event does, which was opened a moment ago: open it all the same? */
  twin: z.string().exactOptional(),
})

/** An act that waits for yes: what it was shown to be is what yes does. */
const confirming = z.object({
  type: z.literal('confirming'),
  command: z.string(),
  given: z.record(z.string(), z.string()),
  /** The event that it is about. */
  number: z.string(),
  /** It is a record that was just made or changed: "publish it?". */
  draft: z.boolean(),
  /** What the question showed: how many it would tell, and which version of the event. */
  told: z.number(),
  version: z.number(),
  /** The message it was said in, when it is about another one or brought files. */
  said: z
    .object({ room: z.string(), id: z.string(), about: z.string().exactOptional(), files: z.boolean() })
    .exactOptional(),
  /** The record that was being filled in, and goes on after the answer. */
  resumes: filling.nullable(),
})

/** A command that lacks an argument. */
const asking = z.object({
  type: z.literal('asking'),
  command: z.string(),
  given: z.record(z.string(), z.string()),
  missing: z.string(),
  choices: z.array(z.string()),
})

/** Corrected sentences that were proposed: "vouliez-vous dire…". */
const offering = z.object({ type: z.literal('offering'), sentences: z.array(z.string()) })

const talk = z.discriminatedUnion('type', [filling, confirming, asking, offering])

/** The rest of a search, or the sentence that shows the next page of another list. */
const page = z.union([
  z.object({ text: z.string(), offset: z.number(), total: z.number() }),
  z.object({ sentence: z.string() }),
])

/** What the bot remembers of its conversation with one person in one room: plain JSON. */
export const stateSchema = z.object({
  /** When the talk last went on; ISO 8601 instant. */
  at: z.string(),
  talk: talk.nullable(),
  /** Names the open question: a reaction to an earlier one is no answer to it. */
  turn: z.string().exactOptional(),
  /** Since the open question was put, something else was answered, or something was not understood. */
  aside: z.literal(true).exactOptional(),
  /** The last answer took an act back: a second thought said again is about that one, not about the one before. */
  tookBack: z.literal(true).exactOptional(),
  /** What was done last is put back by these sentences, and by no undo. */
  back: z.array(z.string()).exactOptional(),
  /** What "suite" continues. */
  page: page.nullable(),
  /** Events that the person dealt with here, latest first, and the version he was shown. */
  recent: z.array(z.object({ number: z.string(), version: z.number().nullable() })),
})

export type State = z.infer<typeof stateSchema>
export type Talk = z.infer<typeof talk>
export type Filling = z.infer<typeof filling>
export type Confirming = z.infer<typeof confirming>
export type Asking = z.infer<typeof asking>
export type Page = z.infer<typeof page>

const mostRecent = 20
const daysKept = 7

export function emptyState(at: string): State {
  return { at, talk: null, page: null, recent: [] }
}

/** The state with this event first among the recent ones; a version that is not known keeps the one seen before. */
export function touch(state: State, number: string, version: number | undefined): State {
  const before = seenVersion(state, number)
  const others = state.recent.filter((one) => one.number !== number)
  const recent = [{ number, version: version ?? before ?? null }, ...others].slice(0, mostRecent)
  return { ...state, recent }
}

/** The version of an event that the person was last shown here. */
export function seenVersion(state: State, number: string): number | undefined {
  return state.recent.find((one) => one.number === number)?.version ?? undefined
}

/** What is too old to go on with: the talk and the page are dropped, the events are kept. */
export function forgetOld(state: State, now: string): { state: State; forgotten: Talk | null } {
  const age = Temporal.Instant.from(now).since(Temporal.Instant.from(state.at)).total('hours')
  if (age <= daysKept * 24 || (state.talk === null && state.page === null)) return { state, forgotten: null }
  return { state: { ...state, talk: null, page: null }, forgotten: state.talk }
}
