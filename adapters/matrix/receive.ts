import { isLasting } from '#core/store/lasting-failure.ts'
import type { Bot } from './bot.ts'
import type { Incoming } from './client/incoming-event.ts'
import { isPassing } from './client/is-passing.ts'
import { refusedForGood } from './client/refused.ts'
import { leaveAside } from './leave-aside.ts'
import { receiveEdit } from './receive/edit.ts'
import { receiveInvite } from './receive/invite.ts'
import { receiveMember } from './receive/member.ts'
import { receiveMessage } from './receive/message.ts'
import { receiveReaction } from './receive/reaction.ts'
import { receiveReceipt } from './receive/receipt.ts'
import { receiveRedaction } from './receive/redaction.ts'
import { receiveTombstone } from './receive/tombstone.ts'
import { receiveUndecryptable } from './receive/undecryptable.ts'

/** Attempts at an event whose failure may or may not pass. */
const mostFailures = 5

/**
 * Does what an event of a room calls for. Each may come again: what it does has keys, or is written once. What fails for
 * good, or again and again, is set aside: the room's next events must not wait for it.
 */
export async function receive(bot: Bot, event: Incoming): Promise<void> {
  const name = `${event.room} ${'id' in event ? event.id : event.type}`
  try {
    await act({ ...bot, source: event }, event)
  } catch (error) {
    // An invitation that was withdrawn, a room where the bot may not speak or is no more: it would be refused again.
    if (refusedForGood(error) !== undefined) bot.report(error)
    else {
      const failures = (bot.failures.get(name) ?? 0) + (isPassing(error) ? 0 : 1)
      bot.failures.set(name, failures)
      if (!isLasting(error) && failures < mostFailures) throw error
      await leaveAside(bot, event, error).catch((later: unknown) => {
        if (isPassing(later)) throw later
        bot.report(later)
      })
    }
  }
  bot.failures.delete(name)
}

/** @throws whatever fails */
export async function act(bot: Bot, event: Incoming): Promise<void> {
  switch (event.type) {
    case 'message':
      return receiveMessage(bot, event)
    case 'edit':
      return receiveEdit(bot, event)
    case 'redaction':
      return receiveRedaction(bot, event)
    case 'reaction':
      return receiveReaction(bot, event)
    case 'member':
      return receiveMember(bot, event)
    case 'invite':
      return receiveInvite(bot, event)
    case 'receipt':
      return receiveReceipt(bot, event)
    case 'tombstone':
      return receiveTombstone(bot, event)
    case 'undecryptable':
      return receiveUndecryptable(bot, event)
    case 'powers':
      // Looked up in the room whenever it matters.
      return
  }
}
