import type { Context } from '#core/context.ts'
import { isTold } from '#core/diffusion/told.ts'
import { hasteMinutes, recentTelling } from '#core/events/haste.ts'
import { loadEvent } from '#core/events/load.ts'
import { kindOf } from '#core/kinds/kinds.ts'
import { joinedStore } from '#core/store/joined.ts'
import type { Why } from '#templates/chat/confirm.ts'
import { addresseeOf } from './addressee.ts'
import type { ChatMessage } from './chat.ts'
import type { Command, CommandContext, Reply, Telling } from './command.ts'
import { type Care, decideAsking } from './decide-asking.ts'
import type { Given } from './grammar/argument.ts'
import { sentenceOf } from './grammar/help.ts'
import type { Confirming, Filling } from './talk/state.ts'
import { withFiles } from './with-files.ts'

/**
 * Runs a command, asking first where it would tell more people, or more often, than its agent wants to unasked: the act
 * is done, and undone again when its own plan says so. What is asked about is thus exactly what yes does.
 * @param options.answered the question that yes was said to
 * @param options.unconfirmed it was answered by its whole sentence, which may be taken back
 * @throws Refusal as the command
 */
export async function askFirst(
  context: CommandContext,
  command: Command,
  given: Given,
  options: {
    readonly answered?: Confirming
    readonly unconfirmed?: true
    readonly resumes: Filling | null
  },
): Promise<Reply> {
  const { ctx, message } = context
  const { answered, unconfirmed, resumes } = options
  if (command.effect !== 'tells' && (message.files ?? []).length === 0)
    return withFiles(context, command, given)
  try {
    return await ctx.store.transaction(async (em) => {
      // What was confirmed leaves at once.
      const undo = answered === undefined || unconfirmed === true ? {} : { undoSeconds: 0 }
      const joined: Context = { ...ctx, ...undo, store: joinedStore(ctx.store, em) }
      const care = await careOf(joined)
      const before = answered === undefined ? undefined : await versionOf(joined, answered.number)
      const reply = await withFiles({ ...context, ctx: joined }, command, given)
      const { tells } = reply
      if (tells === undefined) return reply
      const { text, typed = text, asks } = tells
      const meant = text === undefined ? undefined : await addresseeOf(em, text)
      const to = meant?.name
      const missed =
        meant !== undefined && !(await isTold(joined, { number: tells.number, agentIds: meant.agentIds }))
      const { total, leaving } = tells.told
      const act = { told: total, leaving: leaving.total, text, typed, to, missed, asks, version: before ?? 0 }
      const why = decideAsking(act, care, answered)
      if (why.length > 0) throw new Unconfirmed(tells, why, care.acts, to)
      return reply
    })
  } catch (error) {
    if (!(error instanceof Unconfirmed)) throw error
    return question(context, command, given, error, resumes)
  }
}

/** Undoes the act that must be asked about. */
class Unconfirmed extends Error {
  readonly tells: Telling
  readonly why: readonly Why[]
  readonly acts: number
  readonly to: string | undefined

  constructor(tells: Telling, why: readonly Why[], acts: number, to: string | undefined) {
    super('asked about first')
    this.tells = tells
    this.why = why
    this.acts = acts
    this.to = to
  }
}

async function question(
  { ctx, message }: CommandContext,
  command: Command,
  given: Given,
  { tells, why, acts, to }: Unconfirmed,
  resumes: Filling | null,
): Promise<Reply> {
  const { number, told, text, about, gone = [] } = tells
  const event = await loadEvent(ctx.store.read(), ctx, number)
  const whole = command.arguments.number === undefined ? given : { ...given, number }
  const said = saidIn(message, about)
  return {
    answer: {
      type: 'confirm',
      data: {
        command: command.name,
        number,
        title: kindOf(event.kind).title(event.fields),
        sentence: sentenceOf(command, whole),
        told,
        why,
        acts,
        minutes: hasteMinutes,
        files: (message.files ?? []).map(({ name }) => name),
        gone,
        ...(text === undefined ? {} : { text }),
        ...(to === undefined ? {} : { to }),
      },
    },
    talk: {
      type: 'confirming',
      command: command.name,
      given: { ...whole },
      number,
      draft: false,
      told: told.total,
      version: event.version,
      resumes,
      ...(said === undefined ? {} : { said }),
    },
  }
}

/** Where the message stands that the act needs again when yes is said. */
function saidIn({ room, id, about, files = [] }: ChatMessage, other: string | undefined): Confirming['said'] {
  const of = other ?? about
  if (of === undefined && files.length === 0) return undefined
  return { room, id, files: files.length > 0, ...(of === undefined ? {} : { about: of }) }
}

async function careOf(ctx: Context): Promise<Care> {
  if (ctx.actor.type !== 'agent') return { confirmAbove: 0, haste: 1, acts: 0 }
  const { confirmAbove, haste } = ctx.actor.agent
  return { confirmAbove, haste, acts: (await recentTelling(ctx.store.read(), ctx)).acts }
}

async function versionOf(ctx: Context, number: string): Promise<number> {
  return (await loadEvent(ctx.store.read(), ctx, number)).version
}
