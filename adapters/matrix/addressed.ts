/** What is known of a message before anybody is asked to answer it. */
export interface Said {
  readonly text: string
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

/**
 * Undefined when nobody spoke to the bot. In a room people speak to each other: it hears what begins with `!`, what names
 * it, and what replies to it.
 */
export function addressed(
  said: Said,
  bot: { readonly userId: string; readonly name: string },
): Addressed | undefined {
  const text = said.text.trim()
  const rest = withoutName(text, bot)
  if (rest !== undefined) return { text: rest, named: true }
  if (said.mentions.includes(bot.userId)) return { text: text.replaceAll(bot.userId, '').trim(), named: true }
  const heard = said.direct || said.repliesToBot || /^![\p{L}?]/u.test(text)
  return heard ? { text, named: false } : undefined
}

/** `Vigie : aide`, `@vigie:agent.example aide`: what follows the name, when the text begins with it. */
function withoutName(text: string, bot: { userId: string; name: string }): string | undefined {
  const local = bot.userId.slice(1).split(':')[0] ?? ''
  for (const name of [bot.userId, `@${local}`, bot.name, local]) {
    if (name === '' || !text.toLowerCase().startsWith(name.toLowerCase())) continue
    const rest = text.slice(name.length)
    // « Vigie dit que… » speaks of it, « Vigie, … » speaks to it.
    const marked = name.startsWith('@') ? /^[\s,:;]+([\s\S]+)$/u : /^\s*[,:;]\s*([\s\S]+)$/u
    const found = marked.exec(rest)?.[1]
    if (found !== undefined) return found.trim()
  }
  return undefined
}
