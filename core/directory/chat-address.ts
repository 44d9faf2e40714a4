import { directoryProviders } from './identity.entity.ts'

/** `agent.example` of `@claire:agent.example`; empty when the address names no server. */
export function serverOf(address: string): string {
  const at = address.indexOf(':')
  return at === -1 ? '' : address.slice(at + 1).toLowerCase()
}

/** Whether users of this address's server may link it. @param allowed servers, whole names; empty: all */
export function isAllowed(address: string, allowed: readonly string[]): boolean {
  const server = serverOf(address)
  return allowed.length === 0 || allowed.some((domain) => domain.toLowerCase() === server)
}

/** A Matrix user id, as servers give them: `@local:server`, 255 characters at most. */
export function isMatrixUser(address: string): boolean {
  return address.length <= 255 && /^@[^:\s\p{Cc}]+:[^\s\p{Cc}@/]+$/u.test(address)
}

/** An agent is known there because he linked his account, not because the directory says so. */
export function isChat(provider: string): boolean {
  return !directoryProviders.some((given) => given === provider)
}
