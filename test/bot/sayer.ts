import { hear } from '#bot/hear.ts'
import { postgresEngine } from '#search/postgres/engine.ts'
import type { World } from '#test/world.ts'

/** Says sentences as somebody at his console, who may take back what he does for ten seconds; nothing that breaks is hidden. */
export function sayer(world: World, from: string): (text: string) => Promise<string> {
  let said = 0
  return async (text) => {
    said += 1
    const deps = {
      ...world,
      engine: postgresEngine(world.store),
      undoSeconds: 10,
      log: ({ error }: { error: unknown }) => {
        throw error
      },
    }
    const message = { provider: 'console', from, room: from, text, id: `m${said}` } as const
    const answers = await hear(deps, message)
    return answers.map((answer) => answer.text.replaceAll(/[\u00a0\u202f]/g, ' ')).join('\n')
  }
}
