import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readReaction } from '#adapters/matrix/reactions.ts'
import { commands } from '#bot/commands.ts'
import { match } from '#bot/grammar/match.ts'
import { readTalk } from './play.ts'

const folder = import.meta.dirname

export function textOf(name: string): string {
  return readFileSync(join(folder, name), 'utf8')
}

/** The bot of Tchap's theatre tells at once, so that nothing can be taken back; it has no rules (signs.matrix.test.ts has). */
const onTheConsole = /^\((?:on peut annuler pendant|une règle avertit)/m

/**
 * The recorded conversations that can be held on Tchap. `first`: those that say a command, or in a way of Tchap's, what none
 * before them does; every answer is held on the console anyway. `others` take minutes more: they are among the long trials.
 */
export function talksOnTchap(): { readonly first: readonly string[]; readonly others: readonly string[] } {
  const seen = new Set<string>()
  const first: string[] = []
  const others: string[] = []
  for (const name of readdirSync(folder)
    .sort()
    .filter((one) => one.endsWith('.talk.txt'))) {
    const text = textOf(name)
    if (onTheConsole.test(text)) continue
    const news = waysIn(text).filter((way) => !seen.has(way))
    for (const way of news) seen.add(way)
    ;(news.length > 0 ? first : others).push(name)
  }
  return { first, others }
}

/** The commands that are said in it, the rooms they are said in, and whether by a reaction. */
function waysIn(text: string): string[] {
  return readTalk(text).steps.flatMap((step) => {
    if (step.type === 'happens') return [step.what.replaceAll(/\d+/g, '')]
    const said = match(commands, step.text)
    const command = said.type === 'ready' || said.type === 'ask' ? [said.command.name] : []
    const reaction = readReaction(step.text).type
    const reacts = reaction === 'other' ? [] : [reaction]
    return [...command, ...reacts, `in ${step.room}`]
  })
}
