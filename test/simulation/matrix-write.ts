import { type Random, seededRandom } from '#adapters/demo/random.ts'
import type { Cast, Person } from './matrix-people.ts'

/** A command that somebody wrote. */
export interface Said {
  readonly id: string
  readonly by: Person
  readonly text: string
  /** What its entry in the journal bears, and no other; undefined for what only reads. */
  readonly mark: string | undefined
}

/** One batch: each writes some commands, here and there, all at the same time. The same seed writes the same. */
export async function writeBatch(cast: Cast, seed: number): Promise<Said[]> {
  const all = await Promise.all(
    cast.people.map(async (person, at) => {
      const random = seededRandom(seed * 31 + at)
      const said: Said[] = []
      for (let n = 1; n <= random.between(1, 3); n++)
        said.push(await writeOne(cast, person, random, `${seed}-${at}-${n}`))
      return said
    }),
  )
  return all.flat()
}

/** Somebody writes a command somewhere. @param name of its mark, which nobody else uses */
export async function writeOne(cast: Cast, by: Person, random: Random, name: string): Promise<Said> {
  const { text, mark } = command(random, cast.number, name)
  const room = random.pick([by.rooms[0], ...by.rooms])
  const written = room === by.rooms[0] ? text : `!${text}`
  return { id: await by.human.say(room, written), by, text: written, mark }
}

/** Half of them act. */
function command(random: Random, number: string, name: string): { text: string; mark: string | undefined } {
  const mark = `Relevé-${name}.`
  const act = (verb: string) => ({ text: `${verb} ${number} ${mark} Rien de plus.`, mark })
  return random.pick([
    act('message'),
    act('point'),
    act('note'),
    act('message'),
    { text: `voir ${number}`, mark: undefined },
    { text: 'chercher listeria', mark: undefined },
    { text: `portée ${number}`, mark: undefined },
  ])
}
