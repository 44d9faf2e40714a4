import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { commands } from '#bot/commands.ts'
import { match } from '#bot/grammar/match.ts'
import { readTalk } from '#test/talks/play.ts'

const talks = new URL('../../talks/', import.meta.url).pathname

/** Everything that is said on Tchap: in the recorded conversations, and between quotes in the tests of this folder. */
function said(): string[] {
  const inTalks = readdirSync(talks)
    .filter((name) => name.endsWith('.talk.txt'))
    .flatMap((name) => readTalk(readFileSync(join(talks, name), 'utf8')).steps)
    .flatMap((step) => (step.type === 'says' ? [step.text] : []))
  const inTests = readdirSync(import.meta.dirname)
    .filter((name) => /\.(matrix|long)\.test\.ts$/.test(name))
    .flatMap((name) => readFileSync(join(import.meta.dirname, name), 'utf8').split('\n'))
    .flatMap((line) => [...line.matchAll(/(?:say|ask)\w*\(.*?(['`])(.+?)\1/g)])
    .map(([, , text = '']) => text.replaceAll(/\$\{\w+\}/g, 'A-2026.1'))
  return [...inTalks, ...inTests]
}

it('every command is said to the bot on Tchap', () => {
  const names = said().flatMap((text) => {
    const heard = match(commands, text)
    return heard.type === 'ready' || heard.type === 'ask' ? [heard.command.name] : []
  })
  expect(commands.map(({ name }) => name).filter((name) => !names.includes(name))).toEqual([])
})
