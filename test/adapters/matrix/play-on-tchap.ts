import { EventType } from 'matrix-js-sdk'
import { formatMessage } from '#adapters/matrix/format.ts'
import { markCommands } from '#adapters/matrix/mark-commands.ts'
import type { ChatAnswer } from '#bot/chat.ts'
import { settableClock } from '#core/clock.ts'
import { readEvent } from '#core/events/read.ts'
import { entriesOnCard } from '#core/rooms/read-for-room.ts'
import { wordLiveCard } from '#templates/chat/live-card.ts'
import { wordReactions } from '#templates/chat/reactions.ts'
import { wordOutside, wordReplyHere } from '#templates/chat/tchap.ts'
import { blocks, lines } from '#templates/chat/worded.ts'
import type { Human } from '#test/synapse/human.ts'
import type { Synapse } from '#test/synapse/provision.ts'
import type { SeenMessage } from '#test/synapse/room-view.ts'
import { type Played, readSign, settle, takesReactions, tchapAddress } from '#test/talks/play.ts'
import { settlerOf, worldStart } from '#test/world.ts'
import { forget } from './forget.ts'
import { type Reader, readerOf } from './reader.ts'
import { type AgentName, agentNames, startVigie, type Vigie } from './vigie.ts'

/** What people read, and what they should have. */
export interface Outcome {
  readonly read: readonly string[]
  readonly wanted: readonly string[]
  /** What was said besides. */
  readonly surplus: readonly string[]
}

/** One bot and the people of the conversations, who hold one after the other. */
export interface Theatre extends AsyncDisposable {
  play(played: readonly Played[]): Promise<Outcome>
}

export async function openTheatre(synapse: Synapse): Promise<Theatre> {
  const clock = settableClock(worldStart)
  const vigie = await startVigie(synapse, { clock, settle: ({ store }) => settle(settlerOf(store)) })
  const cast = makeCast(vigie)
  return {
    play: async (played) => {
      await vigie.settled()
      await forget(vigie.parts.store)
      clock.set(worldStart)
      return playOn(vigie, clock, await makeStage(vigie, cast, played), played)
    },
    [Symbol.asyncDispose]: () => vigie[Symbol.asyncDispose](),
  }
}

/**
 * Plays a conversation again with people who have clients of their own. What the bot answers is shown as it is, in
 * plain text, commands marked in a room, with a line under it for the signs that answer; where it is a whole record, as a live card; where it is
 * for one reader alone, in his direct message, with ✉️ where he asked; what is done without a word, by ✅.
 */
async function playOn(
  vigie: Vigie,
  clock: ReturnType<typeof settableClock>,
  stage: Stage,
  played: readonly Played[],
): Promise<Outcome> {
  const read: string[] = []
  const wanted: string[] = []
  for (const { step, answers } of played) {
    await vigie.settled()
    if (step.type === 'happens') {
      const days = /^(\d+) jours? plus tard$/.exec(step.what)?.[1]
      if (days !== undefined)
        clock.set(
          clock
            .now()
            .add({ hours: 24 * Number(days) })
            .toString(),
        )
      for (const [body, expected] of await stage.happen(step.what)) {
        read.push(body)
        wanted.push(expected)
      }
      continue
    }
    const { who, room, text } = step
    const said = await stage.say(who, room, text)
    if (said === undefined) continue
    const heading = `${who}${room === '' ? '' : ` [${room}]`} : ${text}\n`
    for (const answer of answers) {
      const apart = room !== '' && answer.where === 'private'
      if (apart) await said.marked('✉️')
      if (answer.sign === 'done') await said.marked('✅')
      if (answer.text === '') continue
      const message = await stage.next(who, apart ? '' : room)
      if (takesReactions(answer)) stage.asked.push(message)
      read.push(`${heading}${message.body}`)
      wanted.push(`${heading}${stage.renamed(await bodyOf(vigie, answer, room))}`)
    }
  }
  await vigie.settled()
  return { read, wanted, surplus: await stage.surplus() }
}

async function bodyOf(vigie: Vigie, answer: ChatAnswer, room: string): Promise<string> {
  const here = room !== '' && answer.where !== 'private'
  if (answer.card === true && answer.about !== undefined) {
    const entries = { page: 1, size: entriesOnCard }
    const reading = await readEvent(await vigie.as('Claire Vidal'), { number: answer.about, entries })
    return formatMessage(wordLiveCard(reading, { room: here ? 'structure' : 'direct' }).text).body
  }
  const asks = answer.turn !== undefined
  const text = blocks(answer.text, lines(wordReactions(answer), here && asks ? wordReplyHere() : ''))
  return formatMessage(here && !asks ? markCommands(text) : text).body
}

/** Where somebody reads, under the name of the room; his direct message has none. */
interface Person {
  readonly human: Human
  readonly readers: Map<string, Reader>
}

interface Room {
  readonly id: string
  members: string[]
}

type Cast = (who: string) => Promise<Person>

/** Everybody comes once, and has his direct message with the bot. */
function makeCast(vigie: Vigie): Cast {
  const people = new Map<string, Promise<Person>>()
  const appear = async (who: string): Promise<Person> => {
    const name = nameOf(who)
    const human = name === undefined ? await vigie.stranger(who) : await vigie.agent(name)
    const { room } = await vigie.talk(human)
    return { human, readers: new Map([['', readerOf(human, room, vigie.userId)]]) }
  }
  return (who) => {
    const known = people.get(who) ?? appear(who)
    people.set(who, known)
    return known
  }
}

function nameOf(who: string): AgentName | undefined {
  return agentNames.find((name) => name.startsWith(`${who} `))
}

type Stage = Awaited<ReturnType<typeof makeStage>>

async function makeStage(vigie: Vigie, person: Cast, played: readonly Played[]) {
  const asked: (SeenMessage & { room: string })[] = []
  const rooms = new Map<string, Room>()
  const accounts = new Map<string, string>()
  const linking = played.flatMap(({ step }) =>
    step.type === 'happens' ? (/^(\p{L}+) passe sur Tchap$/u.exec(step.what)?.[1] ?? []) : [],
  )
  const speakers = new Set(played.flatMap(({ step }) => (step.type === 'says' ? [step.who] : [])))
  for (const who of speakers) {
    const { human, readers } = await person(who)
    accounts.set(tchapAddress(who), human.userId)
    const [direct] = readers.values()
    readers.clear()
    if (direct === undefined) continue
    readers.set('', direct)
    await direct.skip()
    const name = nameOf(who)
    if (name === undefined) continue
    await vigie.link(human, name)
    if (linking.includes(who)) await vigie.unlink(human)
  }
  let speaker = ''
  let outside = false

  /** The first who comes makes the room; the others are invited by a member. What was said before is not for them. */
  const enter = async (who: string, name: string): Promise<Reader> => {
    const { human, readers } = await person(who)
    const entered = readers.get(name)
    if (entered !== undefined) return entered
    const room = rooms.get(name) ?? (await makeTeamRoom(vigie, who, human, await person('Luc')))
    rooms.set(name, room)
    if (!room.members.includes(who)) {
      const [member = ''] = room.members
      await (await person(member)).human.client.invite(room.id, human.userId)
      await human.join(room.id)
      room.members.push(who)
    }
    const reader = readerOf(human, room.id, vigie.userId)
    await reader.skip()
    readers.set(name, reader)
    return reader
  }
  const openEventRoom = async (name: string) => {
    const { human } = await person(speaker)
    const id = await human.invitedTo(vigie.userId)
    await human.join(id)
    rooms.set(name, { id, members: [speaker] })
  }
  /** @returns what is told in the room of who came or went */
  const gather = async (name: string, names: readonly string[]): Promise<[string, string][]> => {
    const room = rooms.get(name)
    if (room === undefined) return []
    const already = names.filter((who) => room.members.includes(who))
    for (const who of names) await enter(who, name)
    for (const who of room.members.filter((one) => !names.includes(one))) {
      const { human, readers } = await person(who)
      await human.client.leave(room.id)
      readers.delete(name)
    }
    room.members = [...names]
    const before = outside
    outside = names.includes('Paul')
    if (outside === before) return []
    const told: SeenMessage[] = []
    for (const who of already) told.push(await (await enter(who, name)).next())
    for (const who of names) {
      await (await person(who)).human.waitFor(room.id, ({ id }) => id === told[0]?.id)
      await (await enter(who, name)).skip()
    }
    const { human: paul } = await person('Paul')
    const called = paul.client.getUser(paul.userId)?.rawDisplayName ?? paul.userId
    return told.map(({ body }) => [body, formatMessage(wordOutside(outside ? [called] : [])).body])
  }
  return {
    asked,
    say: async (who: string, name: string, text: string) => {
      speaker = who
      const { human } = await person(who)
      const { room } = await enter(who, name)
      // Whoever is in the room listens from now on.
      for (const member of rooms.get(name)?.members ?? []) await enter(member, name)
      const sign = readSign(text)
      const on = sign === undefined ? undefined : asked.at(-1 - sign.back)
      if (sign !== undefined && on !== undefined) {
        // Nobody can put a sign where he does not read.
        if (human.client.getRoom(on.room) === null) return undefined
        await putAgain(human, on, sign.key)
        return marksOn(human, on, vigie.userId)
      }
      const said = text.includes('‹code›') ? text.replaceAll('‹code›', await vigie.nextCode()) : text
      // In a room, who answers a question replies to it.
      const question = name === '' || text.startsWith('!') ? undefined : asked.at(-1)
      const options = question === undefined ? {} : { replyTo: question.id }
      return marksOn(human, { room, id: await human.say(room, said, options) }, vigie.userId)
    },
    /** What is said in a room, everybody in it reads. */
    next: async (who: string, name: string) => {
      const others = (rooms.get(name)?.members ?? []).filter((one) => one !== who)
      const message = await (await enter(who, name)).next()
      for (const other of others) {
        const { id, body } = await (await enter(other, name)).next()
        if (id !== message.id || body !== message.body) throw new Error(`${other} reads: ${body}`)
      }
      return message
    },
    happen: async (what: string): Promise<[string, string][]> => {
      const opened = /^le salon de (\S+) est ouvert$/.exec(what)?.[1]
      if (opened !== undefined) await openEventRoom(opened)
      const [, name, names] = /^dans (\S+) : (.+)$/.exec(what) ?? []
      return name === undefined || names === undefined ? [] : gather(name, names.split(', '))
    },
    /** The account of whom the conversation tells goes by another name here. */
    renamed: (text: string): string =>
      [...accounts].reduce((all, [told, real]) => all.replaceAll(told, real), text),
    surplus: async () => {
      const unread: string[] = []
      for (const who of speakers)
        for (const [name, reader] of (await person(who)).readers)
          for (const { body } of await reader.unread()) unread.push(`${who} [${name}] ${body}`)
      return unread
    },
  }
}

/** A room of two or more agents in which everybody may do everything, as the conversations suppose. */
async function makeTeamRoom(vigie: Vigie, who: string, human: Human, luc: Person): Promise<Room> {
  const id = await human.createRoom({ name: 'Équipe', invite: [luc.human.userId] })
  await luc.human.join(id)
  await human.client.sendStateEvent(id, EventType.RoomPowerLevels, { users_default: 100 })
  await human.client.invite(id, vigie.userId)
  await human.sees(id, vigie.userId)
  return { id, members: [who, 'Luc'] }
}

/** A sign that one has put already is taken back first, as clients do. */
async function putAgain(human: Human, on: { room: string; id: string }, key: string): Promise<void> {
  const message = (await human.shown(on.room)).find(({ id }) => id === on.id)
  const mine = message?.reactions.find((one) => one.key === key && one.sender === human.userId)
  if (mine !== undefined) await human.redact(on.room, mine.id)
  await human.react(on.room, on.id, key)
}

function marksOn(human: Human, on: { room: string; id: string }, by: string) {
  return {
    marked: (key: string) =>
      human.waitFor(
        on.room,
        ({ id, reactions }) => id === on.id && reactions.some((one) => one.key === key && one.sender === by),
      ),
  }
}
