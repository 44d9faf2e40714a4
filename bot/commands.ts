import type { Command } from './command.ts'
import { acknowledge } from './commands/acknowledge.ts'
import { bind } from './commands/bind.ts'
import { cancel } from './commands/cancel.ts'
import { close } from './commands/close.ts'
import { consign } from './commands/consign.ts'
import { documents } from './commands/documents.ts'
import { find } from './commands/find.ts'
import { follow } from './commands/follow.ts'
import { hello } from './commands/hello.ts'
import { help } from './commands/help.ts'
import { link } from './commands/link.ts'
import { message } from './commands/message.ts'
import { next } from './commands/next.ts'
import { note } from './commands/note.ts'
import { open } from './commands/open.ts'
import { proof } from './commands/proof.ts'
import { publish } from './commands/publish.ts'
import { reach } from './commands/reach.ts'
import { reopen } from './commands/reopen.ts'
import { room } from './commands/room.ts'
import { settings } from './commands/settings.ts'
import { show } from './commands/show.ts'
import { situationReport } from './commands/situation-report.ts'
import { subscribe } from './commands/subscribe.ts'
import { subscriptions } from './commands/subscriptions.ts'
import { thanks } from './commands/thanks.ts'
import { unbind } from './commands/unbind.ts'
import { unfollow } from './commands/unfollow.ts'
import { unlink } from './commands/unlink.ts'
import { unsubscribe } from './commands/unsubscribe.ts'
import { update } from './commands/update.ts'
import { withdraw } from './commands/withdraw.ts'

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  open,
  publish,
  update,
  situationReport,
  note,
  message,
  consign,
  documents,
  show,
  find,
  next,
  follow,
  unfollow,
  subscribe,
  subscriptions,
  unsubscribe,
  reach,
  proof,
  settings,
  acknowledge,
  link,
  close,
  reopen,
  withdraw,
  room,
  bind,
  unbind,
  unlink,
  cancel,
  help,
  hello,
  thanks,
]
