import type { Command } from '#bot/command.ts'
import { commands } from '#bot/commands.ts'
import { decideTurn } from '#bot/talk/dialogue.ts'
import { type Confirming, emptyState, type Talk } from '#bot/talk/state.ts'
import type { TalkTools } from '#bot/talk/turn.ts'

/** No record is filled in here. */
const tools: TalkTools<Command> = {
  commands,
  fill: (kind) => {
    throw new Error(`nothing fills in ${kind}`)
  },
}

export const draftOf = (number: string): Confirming => ({
  type: 'confirming',
  command: 'publier',
  given: { number },
  number,
  draft: true,
  told: 3,
  version: 1,
  resumes: null,
})

/** @param held number of the event that his last act is on, while he may take it back */
export function hearing(talk: Talk | null, text: string, held?: string, withdrawal = false) {
  const recent = held === undefined ? [] : [{ number: held, version: null }]
  const state = { ...emptyState('2026-11-23T09:00:00Z'), talk, recent }
  const may = held === undefined ? {} : { held: { numbers: [held], withdrawal } }
  return decideTurn({ ...tools, ...may }, state, text)
}

export const ran = (name: string) => ({ do: 'run', command: { name } })
