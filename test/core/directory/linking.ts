import type { Agent } from '#core/directory/agent.entity.ts'
import { askLink, type LinkAsked } from '#core/directory/ask-link.ts'
import { confirmLink, type LinkConfirmed } from '#core/directory/confirm-link.ts'
import { findAgent } from '#core/directory/find-agent.ts'
import { type LinkMailbox, linkMailbox } from '#test/link-mail.ts'
import { makeWorld, type World } from '#test/world.ts'

export const provider = 'matrix'
export const server = 'agent.agri.example'
export const claires = `@claire.vidal:${server}`

/** A world of two agents without a chat account, and how they link one. */
export interface Linking extends AsyncDisposable {
  readonly world: World
  readonly mails: LinkMailbox
  readonly claire: Agent
  readonly paul: Agent
  ask(email?: string, address?: string, allowedDomains?: string[]): Promise<LinkAsked>
  confirm(code: string, address?: string): Promise<LinkConfirmed>
  /** Asks, reads the mail, confirms. */
  link(email: string, address: string): Promise<LinkConfirmed>
  /** Mail address of the agent that a chat address speaks for. */
  speaker(address?: string): Promise<string | undefined>
  later(duration: Temporal.DurationLikeObject): void
}

export async function makeLinking(): Promise<Linking> {
  const world = await makeWorld()
  const { store, clock } = world
  const mails = linkMailbox(world)
  const herault = await world.structure('ddpp-34', { dept: '34', region: '76' })
  const claire = await world.agent('Claire Vidal', herault)
  const paul = await world.agent('Paul Serre', herault)
  const ask: Linking['ask'] = (email = claire.email, address = claires, allowedDomains = []) =>
    askLink(store, clock, { provider, address, email, allowedDomains })
  const confirm: Linking['confirm'] = (code, address = claires) =>
    confirmLink(world, { provider, address, code })
  return {
    world,
    mails,
    claire,
    paul,
    ask,
    confirm,
    link: async (email, address) => {
      await ask(email, address)
      return confirm(await mails.lastCode(), address)
    },
    speaker: async (address = claires) => (await findAgent(store.read(), provider, address))?.email,
    later: (duration) => clock.set(clock.now().add(duration).toString()),
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  }
}

/** A code that is not this one. */
export function other(code: string): string {
  return code.replace(/^./, (digit) => String((Number(digit) + 1) % 10))
}
