import type { Context } from '#core/context.ts'
import { actTells } from '#core/diffusion/told.ts'
import { type HeldAct, heldActs } from '#core/events/held.ts'
import { lastAct } from '#core/events/undo.ts'
import type { Answer } from '#templates/chat/answer.ts'
import type { Reply } from './command.ts'
import { commands } from './commands.ts'
import { regrets } from './talk/regrets.ts'
import type { State } from './talk/state.ts'
import { saysNoMore } from './talk/taking-back.ts'
import { refuses } from './talk/yes-no.ts'

/** What the agent may still take back. */
export interface Held {
  /** The last of what he did in this conversation. */
  readonly here?: HeldAct
  /** The events that it is on. */
  readonly numbers: readonly string[]
  /** The last of what he did in another one: a number names it, nothing else. */
  readonly elsewhere?: HeldAct
}

export async function heldOf(ctx: Context): Promise<Held> {
  const held = (ctx.undoSeconds ?? 0) > 0 ? await heldActs(ctx) : []
  const here = held.find((one) => one.here)
  const elsewhere = held.find((one) => !one.here)
  return {
    ...(here === undefined ? {} : { here }),
    ...(elsewhere === undefined ? {} : { elsewhere }),
    numbers: held.filter(({ act }) => act === here?.act).map(({ number }) => number),
  }
}

interface Said {
  readonly before: Held
  readonly said: string
  readonly answer: Answer
  readonly reply: Reply | undefined
  readonly recent: State['recent']
  /** « annuler » alone would take back something else. */
  readonly named: boolean
}

/**
 * What is said under an answer of what is held back: that it may be taken back, that it goes although something else was
 * said, or that it has left.
 */
export async function lineOfHeld(
  ctx: Context,
  said: Said,
  { wordless, open }: { readonly wordless: boolean; readonly open: boolean },
): Promise<Answer | undefined> {
  const held = await heldOf(ctx)
  const line = await heldLine(ctx, held.here, said)
  if (line !== undefined || wordless || held.here !== undefined || open) return line
  return (await elsewhereLine(ctx, held.elsewhere, said)) ?? (await goneLine(ctx, said))
}

async function heldLine(
  ctx: Context,
  held: HeldAct | undefined,
  { before, said, answer, reply, named }: Said,
): Promise<Answer | undefined> {
  const { here, numbers } = before
  const taken = answer.type === 'undone' && answer.data.type === 'undone'
  if (taken && here !== undefined && !saysNoMore(said, numbers, commands))
    return { type: 'only-taken-back', data: { said } }
  if (held === undefined || held.type === 'note' || held.draft) return undefined
  const { tells } = reply ?? {}
  if (tells !== undefined && answer.type !== 'confirm' && held.entryId !== here?.entryId)
    return tells.told.total > 0 || held.type === 'linked'
      ? { type: 'may-take-back', data: { seconds: ctx.undoSeconds ?? 0, type: held.type } }
      : undefined
  if (!besideTheAct.has(answer.type) && !refuses(said)) return undefined
  return stillHeld(ctx, held, named)
}

/** To who would take back what he did in another conversation: it is not taken for what was done here. */
async function elsewhereLine(
  ctx: Context,
  held: HeldAct | undefined,
  { answer, said }: Said,
): Promise<Answer | undefined> {
  const nothing = notUnderstood.has(answer.type) || nothingHere.has(answer.type)
  if (held === undefined || held.draft || !nothing) return undefined
  if (!regrets(said, [held.number]) && !refuses(said)) return undefined
  return stillHeld(ctx, held, true)
}

async function stillHeld(ctx: Context, held: HeldAct, named: boolean): Promise<Answer> {
  const { number, type, seconds, here } = held
  return {
    type: 'still-held',
    data: { number, type, seconds, here, named, leaves: await actTells(ctx, held.act) },
  }
}

/** What is said of an act that has left, to who has second thoughts about it: the ways that are left. */
async function goneLine(ctx: Context, { answer, said, recent }: Said): Promise<Answer | undefined> {
  const spokenOf = recent.map(({ number }) => number)
  if (!notUnderstood.has(answer.type) || !regrets(said, spokenOf)) return undefined
  const act = await lastAct(ctx, spokenOf)
  return act === undefined ? undefined : { type: 'undone', data: { type: 'too-late', act } }
}

const notUnderstood: ReadonlySet<Answer['type']> = new Set(['unknown', 'extra', 'empty', 'nothing-open'])
const nothingHere: ReadonlySet<Answer['type']> = new Set(['cancelled', 'undone', 'nothing-to-take-back'])

/** Answers to what was not understood, or was about something else than the act that is held back. */
const besideTheAct: ReadonlySet<Answer['type']> = new Set([
  ...notUnderstood,
  ...nothingHere,
  'missing',
  'of-value',
  'confirm-again',
  'kept',
])
