import { commands } from '#bot/commands.ts'
import { match } from '#bot/grammar/match.ts'

/** In a room the bot hears what begins with `!`: the whole commands that a text proposes are written so. */
export function markCommands(markdown: string): string {
  return markdown.replaceAll(/`([^`\n]+)`/g, (span, text: string) =>
    !text.startsWith('!') && match(commands, text).type === 'ready' ? `\`!${text}\`` : span,
  )
}
