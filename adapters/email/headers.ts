import type { Message } from '#core/diffusion/channel.ts'
import type { Notice } from '#core/diffusion/notice.ts'
import type { Reason } from '#core/diffusion/reason.ts'

/**
 * Headers by which a mail client or a filter recognises the mail: `X-Vigie-Reason: follow, subscription-3`,
 * `X-Vigie-Event: A-2026.12`, `X-Vigie-Entry: published`, and how to stop it when one link stops all of it.
 */
export function headersOf(message: Message): Record<string, string> {
  if (message.type === 'bare') return { 'Auto-Submitted': 'auto-generated', 'X-Vigie-Entry': 'bare' }
  const notices = message.type === 'notice' ? [message.notice] : message.digest.notices
  const headers: Record<string, string> = {
    // Absence replies must not answer (RFC 3834).
    'Auto-Submitted': 'auto-generated',
    'X-Vigie-Reason': reasonNames(notices),
    ...unsubscribe(notices),
  }
  if (message.type === 'digest') return { ...headers, 'X-Vigie-Entry': 'digest' }
  const { event, entry } = message.notice
  return { ...headers, 'X-Vigie-Event': ascii(event.number), 'X-Vigie-Entry': entry.type }
}

/** A mail about the link of a chat account: nobody subscribed to it, nothing stops it. */
export const linkHeaders: Readonly<Record<string, string>> = {
  'Auto-Submitted': 'auto-generated',
  'X-Vigie-Reason': 'account',
}

/** Only when exactly one reason can be stopped: a button that stops one of two would not keep its word. */
function unsubscribe(notices: readonly Notice[]): Record<string, string> {
  const links = new Set(notices.flatMap(({ reasons }) => reasons.flatMap(({ link }) => link ?? [])))
  const [link] = links
  if (links.size !== 1 || link === undefined || !URL.canParse(link)) return {}
  const { protocol, href } = new URL(link)
  if (protocol === 'https:')
    return { 'List-Unsubscribe': `<${href}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
  // One click needs TLS (RFC 8058); a plain link still serves.
  return protocol === 'http:' ? { 'List-Unsubscribe': `<${href}>` } : {}
}

function reasonNames(notices: readonly Notice[]): string {
  const names = new Set(notices.flatMap(({ reasons }) => reasons.map(({ reason }) => reasonName(reason))))
  const shown = [...names].slice(0, 10)
  return [...shown, ...(names.size > shown.length ? ['more'] : [])].join(', ')
}

function reasonName(reason: Reason): string {
  switch (reason.type) {
    case 'follow':
      return 'follow'
    case 'subscription':
      return `subscription-${reason.id}`
    case 'sender':
      return 'sender'
    case 'rule':
      return `rule-${ascii(reason.code)}`
    case 'no-longer':
      return `no-longer-${reasonName(reason.of)}`
    case 'told':
      return 'told'
  }
}

/** What a header may carry as it is. */
function ascii(text: string): string {
  return text.replace(/[^\w.-]/g, '_').slice(0, 60)
}
