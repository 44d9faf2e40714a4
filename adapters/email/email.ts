import { cleanLine } from '#core/clean-text.ts'
import type { Clock } from '#core/clock.ts'
import type { Channel, Message, Outcome } from '#core/diffusion/channel.ts'
import type { LinkPost } from '#core/directory/link-post.ts'
import type { AnchorPost } from '#core/proof/mail-anchor.ts'
import type { Mail, MailLinks } from '#templates/email/mail.ts'
import type { MailTemplates } from '#templates/render.ts'
import { folderPost } from './folder.ts'
import { headersOf, linkHeaders } from './headers.ts'
import { type Mailbox, mailAddress, readSender } from './sender.ts'
import { type SmtpTimeouts, smtpPost } from './smtp.ts'

export interface EmailConfig {
  /** Who the mails are from: `Vigie <vigie@exemple.gouv.fr>`. Its domain is that of the Message-IDs. */
  readonly from: string
  readonly transport:
    | {
        readonly type: 'smtp'
        readonly url: string
        /** Mail may leave without TLS when the server offers none. */
        readonly plain: boolean
        readonly timeouts?: SmtpTimeouts
      }
    /** Writes `<key>.eml` and `<key>.html` instead of sending. */
    | { readonly type: 'folder'; readonly path: string }
  readonly links: MailLinks
}

/** A mail with everything that a post needs to carry it. `Mail.text` and `Mail.html` are complete. */
export interface Letter {
  readonly key: string
  readonly mail: Mail
  readonly from: Mailbox
  readonly to: Mailbox
  readonly date: Date
  /** `<key@domain>`: the same for every attempt, so that a receiving server can tell a repeat. */
  readonly messageId: string
  /** Deterministic root of the event's thread; undefined for what is not about one event. */
  readonly thread: string | undefined
  readonly headers: Readonly<Record<string, string>>
}

/** Whether letters can leave: `no-tls` when the server offers none and they may not leave without. */
export type MailCheck =
  | { readonly state: 'ready' }
  | { readonly state: 'no-tls' }
  /** `detail`: in the words of the server or of the library, without secrets. */
  | { readonly state: 'refused'; readonly detail: string }

/** What carries letters: an SMTP server, or a folder. */
export interface Post {
  /** Throws what is worth another attempt. */
  put(letter: Letter): Promise<Outcome>
  /** Never throws. */
  check(): Promise<MailCheck>
  close(): void
}

/** The channel, and the mails about the link of a chat account and about anchors. */
export interface EmailChannel extends Channel, LinkPost, AnchorPost {
  readonly name: 'email'
  /** Whether letters can leave. Never throws. */
  check(): Promise<MailCheck>
  /** Closes the connections; nothing can be sent any more. */
  close(): void
}

/** The e-mail channel. Throws when `from` is not an address. */
export function createEmailChannel(
  config: EmailConfig,
  templates: MailTemplates,
  clock: Clock,
): EmailChannel {
  const from = readSender(config.from)
  if (from === undefined)
    throw new Error(`« ${config.from} » is not a sender: write it as Vigie <vigie@exemple.gouv.fr>`)
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1)
  const { transport } = config
  const post = transport.type === 'smtp' ? smtpPost(transport) : folderPost(transport.path)
  const put = async (key: string, address: string, written: Written): Promise<Outcome> => {
    // The key becomes a file name and a Message-ID: anything but an id is a mistake of the caller.
    if (!/^[\w.-]{1,200}$/.test(key) || /^\.+$/.test(key))
      throw new Error(`« ${key} » is not a key: letters, digits, . _ - only`)
    if (!mailAddress.safeParse(address).success) return { state: 'refused', why: 'address-invalid' }
    return post.put({
      key,
      mail: written.mail,
      from,
      to: { name: cleanLine(written.name), address },
      date: new Date(clock.now().epochMilliseconds),
      messageId: `<${key}@${domain}>`,
      thread: written.about === undefined ? undefined : `<${written.about}@${domain}>`,
      headers: written.headers,
    })
  }
  return {
    name: 'email',
    check: () => post.check(),
    close: () => post.close(),
    word: (message) => {
      write(message, templates, config.links)
    },
    send: (key, address, message) =>
      put(key, address, {
        mail: write(message, templates, config.links),
        name: readerOf(message),
        about: message.type === 'notice' ? message.notice.event.number : undefined,
        headers: headersOf(message),
      }),
    sendLinkCode: (key, address, letter) =>
      put(key, address, { mail: templates.linkCode(letter), name: letter.name, headers: linkHeaders }),
    sendLinked: (key, address, letter) =>
      put(key, address, { mail: templates.linked(letter), name: letter.name, headers: linkHeaders }),
    sendAnchor: (key, address, letter) =>
      put(key, address, { mail: templates.anchor(letter), name: '', headers: linkHeaders }),
  }
}

/** What a kind of mail says of itself. */
interface Written {
  readonly mail: Mail
  /** Who reads it. */
  readonly name: string
  /** Number of the event whose thread it belongs to. */
  readonly about?: string | undefined
  readonly headers: Readonly<Record<string, string>>
}

function write(message: Message, templates: MailTemplates, links: MailLinks): Mail {
  switch (message.type) {
    case 'notice':
      return templates.notice(message.notice, links)
    case 'digest':
      return templates.digest(message.digest, links)
    case 'bare':
      return templates.bare(message.events)
  }
}

function readerOf(message: Message): string {
  if (message.type === 'bare') return message.reader.name
  return (message.type === 'notice' ? message.notice : message.digest).reader.name
}
