import { type Names, namesOf } from './names-of-bot.ts'

/** What is known of a message before anybody is asked to answer it. */
export interface Said {
  readonly text: string
  /** HTML of the sender's, where links to people have the names that the text gives them. */
  readonly formatted?: string
  /** Users that it mentions, by id. */
  readonly mentions: readonly string[]
  /** It stands in a conversation that only its author and the bot can read. */
  readonly direct: boolean
  /** It replies to a message of the bot's. */
  readonly repliesToBot: boolean
}

/** What the bot is to hear of it. */
export interface Addressed {
  /** Without its own name. */
  readonly text: string
  /** It was called, by its name or a mention: what follows is for it, whatever it answers. */
  readonly named: boolean
}

export interface Listener {
  readonly userId: string
  readonly name: string
  /** Whether a text is a whole command: « Vigie mes abonnements » is for the bot, « Vigie dit que… » is about it. */
  understands(text: string): boolean
}

/**
 * Undefined when nobody spoke to the bot. In a room people speak to each other: it hears what begins with `!`, what
 * mentions it or names it, and what replies to it.
 */
export function addressed(said: Said, bot: Listener): Addressed | undefined {
  const names = namesOf(bot, said.formatted)
  const text = said.text.trim()
  const unlinked = withoutLinks(text, names)
  if (said.mentions.includes(bot.userId) || unlinked !== text)
    return { text: withoutName(unlinked, names) ?? unlinked, named: true }
  const marked = afterName(text, names.marked) ?? afterName(text, names.at)
  if (marked !== undefined) return { text: marked, named: true }
  const rest = withoutName(text, names)
  if (rest !== undefined && bot.understands(rest)) return { text: rest, named: true }
  const heard = said.direct || said.repliesToBot || /^![\p{L}?]/u.test(text)
  return heard ? { text, named: false } : undefined
}

/** Its links and its id say who is meant wherever they stand. */
function withoutLinks(text: string, { links }: Names): string {
  const rest = text.replace(links, '')
  if (rest === text) return text
  let end = rest.length
  while (end > 0 && /[\s,:;]/.test(rest.charAt(end - 1))) end -= 1
  return rest.slice(0, end).replace(/^[\s,:;]+/, '')
}

/** Its name at the beginning or at the end; undefined when it is at neither. */
function withoutName(text: string, { first, last }: Names): string | undefined {
  const before = last.exec(text)
  return afterName(text, first) ?? (before === null ? undefined : text.slice(0, before.index).trim())
}

function afterName(text: string, name: RegExp): string | undefined {
  const match = name.exec(text)
  return match === null ? undefined : text.slice(match[0].length).trim()
}
