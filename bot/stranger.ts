import { z } from 'zod'
import type { Clock } from '#core/clock.ts'
import { fullName } from '#core/directory/agent.entity.ts'
import { askLink } from '#core/directory/ask-link.ts'
import { isAllowed, isChat, serverOf } from '#core/directory/chat-address.ts'
import { confirmLink } from '#core/directory/confirm-link.ts'
import { trimEndOf } from '#core/query/trim-end.ts'
import { fold } from '#core/query/words.ts'
import type { Store } from '#core/store/store.ts'
import type { Answer } from '#templates/chat/answer.ts'
import type { ChatMessage } from './chat.ts'

export interface StrangerDeps {
  readonly store: Store
  readonly clock: Clock
  readonly codeKey: string
  /** Servers whose users may link their account. Empty: all. */
  readonly allowedDomains: readonly string[]
}

/**
 * Answers somebody whose address speaks for no agent: how to link it, and nothing else of the service. In a room he is
 * only sent to a private conversation, and only when he asks; where no account is linked, his address is refused.
 */
export async function answerStranger(deps: StrangerDeps, message: ChatMessage): Promise<Answer[]> {
  const { provider, from: address } = message
  if (!isChat(provider)) return [{ type: 'stranger', data: { address } }]
  const said = readStranger(message.text)
  if (message.audience === 'room')
    return said.type === 'help' || said.type === 'ask' ? [{ type: 'stranger-in-room', data: {} }] : []
  if (!isAllowed(address, deps.allowedDomains))
    return [{ type: 'domain-refused', data: { server: serverOf(address) } }]
  switch (said.type) {
    case 'help':
    case 'other':
      return [{ type: 'stranger-help', data: {} }]
    case 'ask':
      return [await ask(deps, provider, address, said.email)]
    case 'code':
      return [await confirm(deps, provider, address, said.code)]
  }
}

type Said =
  | { readonly type: 'help' }
  /** Undefined: he did not say the address. */
  | { readonly type: 'ask'; readonly email: string | undefined }
  | { readonly type: 'code'; readonly code: string }
  | { readonly type: 'other' }

/** An address, with what may stand around it. */
const longestAddress = 300
const mailAddress = z.email({ pattern: z.regexes.html5Email }).max(254)
const helpWords = ['aide', 'help', '?']
const askWords = ['lier', 'relier', 'link']

/** What a stranger says: `aide`, `lier` and his mail address, either alone, or the code with or without spaces. */
export function readStranger(text: string): Said {
  const words = text
    .trim()
    .replace(/^[!/]/, '')
    .split(/[\s\u00a0\u202f]+/)
    .filter((word) => word !== '')
  const first = fold(words[0] ?? '')
  const rest = askWords.includes(first) || first === 'code' ? words.slice(1) : words
  const digits = rest.join('').replaceAll(/[-.:]/g, '')
  if (/^\d{8}$/.test(digits)) return { type: 'code', code: digits }
  const email = rest.map(addressIn).find((address) => address !== undefined)
  if (askWords.includes(first)) return { type: 'ask', email }
  if (email !== undefined && rest.length === 1) return { type: 'ask', email }
  return helpWords.includes(first) ? { type: 'help' } : { type: 'other' }
}

/** Clients and people put signs around an address: `<a@b.fr>`, `(a@b.fr)`, `mailto:a@b.fr`, `a@b.fr.` */
function addressIn(word: string): string | undefined {
  if (word.length > longestAddress) return undefined
  const bare = trimEndOf(word.replace(/^[<("'«]*(mailto:)?/i, ''), /[>)"'».,;:!?]/)
  return mailAddress.safeParse(bare).success ? bare.toLowerCase() : undefined
}

async function ask(
  { store, clock, allowedDomains }: StrangerDeps,
  provider: string,
  address: string,
  email: string | undefined,
): Promise<Answer> {
  if (email === undefined) return { type: 'stranger-help', data: {} }
  const asked = await askLink(store, clock, { provider, address, email, allowedDomains })
  switch (asked.type) {
    case 'asked':
      return { type: 'link-asked', data: { email, minutes: asked.minutes } }
    case 'domain-refused':
      return { type: 'domain-refused', data: { server: asked.server } }
    case 'too-many':
      return { type: 'link-too-many', data: { limit: asked.limit, minutes: asked.minutes } }
  }
}

async function confirm(deps: StrangerDeps, provider: string, address: string, code: string): Promise<Answer> {
  const confirmed = await confirmLink(deps, { provider, address, code })
  switch (confirmed.type) {
    case 'linked': {
      const { agent, replaced } = confirmed
      return { type: 'account-linked', data: { name: fullName(agent), replaced } }
    }
    case 'wrong':
      return { type: 'link-wrong', data: { left: confirmed.left } }
    case 'expired':
      return { type: 'link-expired', data: {} }
    case 'none':
      return { type: 'link-none', data: {} }
  }
}
