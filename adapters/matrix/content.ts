import { z } from 'zod'
import type { ChatAnswer } from '#bot/chat.ts'

/**
 * What a message of the bot's means, kept in the message itself (`fr.vigie`): what a reaction to it says. Whoever reacts,
 * and however many restarts later, the meaning is read from there.
 */
export const meaningSchema = z.object({
  /** Under which it was sent. */
  key: z.string(),
  /** What the numbers choose. */
  choices: z.array(z.string()).optional(),
  confirm: z.string().optional(),
  cancel: z.string().optional(),
  /** The turn of the conversation that the choices belong to. */
  turn: z.string().optional(),
  /** Number of the event that it is about. */
  about: z.string().optional(),
  /** It asks to be acknowledged. */
  acknowledge: z.boolean().optional(),
  /** An edit of what is shown: the message means what it meant. */
  same: z.literal(true).optional(),
})
export type Meaning = z.infer<typeof meaningSchema>

const ours = z.object({ 'fr.vigie': meaningSchema })

interface Edited {
  /** As the last edit left it. */
  getContent(): unknown
  getOriginalContent(): unknown
}

/** The meaning of a message of ours; undefined for any other. */
export function meaningOf(message: Edited): Meaning | undefined {
  const now = readMeaning(message.getContent())
  return now?.same === true ? readMeaning(message.getOriginalContent()) : now
}

function readMeaning(content: unknown): Meaning | undefined {
  const read = ours.safeParse(content)
  return read.success ? read.data['fr.vigie'] : undefined
}

/** What the bot's answer means, to be sent along with it. */
export function meaningFor({ choices, reactions, turn, about }: ChatAnswer): Omit<Meaning, 'key'> {
  return {
    ...(choices === undefined ? {} : { choices: [...choices] }),
    ...(reactions ?? {}),
    ...(turn === undefined ? {} : { turn }),
    ...(about === undefined ? {} : { about }),
  }
}
