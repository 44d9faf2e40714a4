import { ConsoleClient } from '#adapters/console/client.ts'

export interface Terminal {
  /** @returns what is answered, once all of it is */
  say(text: string): Promise<readonly string[]>
  end(): void
}

/** A terminal of the console chat. Rejects when nobody listens. */
export async function terminalOf(socket: string, email: string): Promise<Terminal> {
  const open = Promise.withResolvers<void>()
  let answers: string[] = []
  let answered = (_: readonly string[]) => undefined as undefined
  const client = new ConsoleClient(socket, email, {
    welcome: () => open.resolve(),
    answer: (text) => {
      answers.push(text)
    },
    notice: async () => undefined,
    refused: () => undefined,
    lost: () => undefined,
    back: () => undefined,
    unanswered: () => undefined,
    idle: () => {
      const said = answers
      answers = []
      answered(said)
    },
    ended: (why) => open.reject(new Error(why)),
  })
  client.start()
  await open.promise
  return {
    say: (text) =>
      new Promise((resolve) => {
        answered = (said) => {
          resolve(said)
          return undefined
        }
        client.say(text)
        // Longer than a line takes: the client does not send it.
        if (client.idle) resolve([])
      }),
    end: () => client.end(),
  }
}
