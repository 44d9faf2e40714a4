import { count } from '#templates/words.ts'
import { ConsoleClient } from '../console/client.ts'
import { renderMarkdown } from '../console/screen.ts'
import type { Stage } from './stage.ts'

/** One person at the console chat: the same client as `npm run chat`. */
export interface Talk {
  /** Says it, prints both sides, and gives back what the bot answered. */
  say(text: string, options?: { readonly lines?: number }): Promise<string>
  /** What came in by itself since the last look. */
  notices(): string[]
  leave(): void
}

export async function talkAs(stage: Stage, email: string): Promise<Talk> {
  const styled = process.stdout.isTTY === true
  let name = email
  let answers: string[] = []
  let notices: string[] = []
  let idle = Promise.withResolvers<void>()
  const welcomed = Promise.withResolvers<void>()
  const client = new ConsoleClient(stage.config.consoleSocket, email, {
    welcome(who, structure) {
      name = `${who} (${structure})`
      welcomed.resolve()
    },
    answer: (text) => answers.push(text),
    notice: async (text) => void notices.push(text),
    refused: (why) => welcomed.reject(new Error(`the console refused ${email}: ${why}`)),
    lost: () => undefined,
    back: () => undefined,
    unanswered: (text) => idle.reject(new Error(`not answered: ${text}`)),
    idle: () => idle.resolve(),
    ended: (why) => {
      if (why !== 'asked') welcomed.reject(new Error(`the console is ${why}`))
    },
  })
  client.start()
  await welcomed.promise
  return {
    async say(text, { lines = 60 } = {}) {
      answers = []
      idle = Promise.withResolvers<void>()
      stage.say()
      stage.say(`${name} ›`)
      stage.say(indent(text))
      client.say(text)
      await idle.promise
      const answer = answers.join('\n\n')
      stage.say('Vigie ›')
      stage.say(indent(shorten(renderMarkdown(answer, styled), lines)))
      return answer
    },
    notices() {
      const come = notices
      notices = []
      return come
    },
    leave: () => client.end(),
  }
}

export function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `    ${line}`.trimEnd())
    .join('\n')
}

function shorten(text: string, most: number): string {
  const lines = text.split('\n')
  if (lines.length <= most) return text
  return [...lines.slice(0, most), `(… ${count(lines.length - most, 'ligne')} de plus)`].join('\n')
}
