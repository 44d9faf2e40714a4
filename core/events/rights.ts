import type { Actor } from '../context.ts'
import type { Agent } from '../directory/agent.entity.ts'
import type { Domain, Kind } from '../kinds/kind.ts'
import { both, everything, nothing, type Query } from '../query/tree.ts'
import type { Event, EventState } from './event.entity.ts'
import { inDomains, notInState, openedBy } from './terms.ts'

export const actions = [
  'publish',
  'update',
  'post',
  'close',
  'reopen',
  'withdraw',
  'link',
  'follow',
  'open-room',
] as const
export type Action = (typeof actions)[number]

/** Who may act: the creator's structure, central structures only, either of the two, or every agent who may see the event. */
export type Who = 'creator-structure' | 'creator-or-central' | 'central' | 'reader'

/** For each action and state, who may (seves.md 1.7, food products). What is not there, nobody may. */
export const rights = {
  publish: { draft: 'creator-structure' },
  update: { draft: 'creator-structure', open: 'reader', closed: 'central' },
  post: { open: 'reader', closed: 'reader' },
  close: { open: 'central' },
  // What was withdrawn comes back by the central administration alone: whoever made the mistake does not judge it.
  reopen: { closed: 'central', withdrawn: 'central' },
  withdraw: { draft: 'creator-structure', open: 'creator-or-central', closed: 'creator-or-central' },
  link: { open: 'reader', closed: 'reader' },
  follow: { draft: 'creator-structure', open: 'reader', closed: 'reader', withdrawn: 'reader' },
  // The room of an event that is closed or withdrawn is archived: there is none to open.
  'open-room': { open: 'reader' },
} as const satisfies Record<Action, Partial<Record<EventState, Who>>>

export type Verdict = 'yes' | 'wrong-state' | Who

/** Whether the agent may do this to an event that he may see; otherwise what is missing. */
export function decideRight(action: Action, agent: Agent, event: Event): Verdict {
  const bystate: Partial<Record<EventState, Who>> = rights[action]
  const who = bystate[event.state]
  if (who === undefined) return 'wrong-state'
  return holds(who, agent, event) ? 'yes' : who
}

function holds(who: Who, agent: Agent, event: Event): boolean {
  switch (who) {
    case 'creator-structure':
      return agent.structure.id === event.structure.id
    case 'creator-or-central':
      return agent.structure.id === event.structure.id || agent.structure.level === 'central'
    case 'central':
      return agent.structure.level === 'central'
    case 'reader':
      return true
  }
}

/** Only an agent of the kind's domain may open events of it. */
export function mayOpen(agent: Agent, kind: Kind): boolean {
  return agent.active && agent.domains.includes(kind.domain)
}

/**
 * What an agent may see, as a tree of the query language: and-ed to each of his searches, and checked at each fan-out.
 * Published events of his domains; drafts of his structure only.
 */
export function rightsQuery(agent: Agent): Query {
  if (!agent.active || agent.domains.length === 0) return nothing
  return both(inDomains(agent.domains), {
    op: 'or',
    parts: [notInState('draft'), openedBy(agent.structure)],
  })
}

/** What the actor of a verb may see: his rights, within what others may read of the answer. The system sees everything. */
export function rightsOfActor(actor: Actor): Query {
  if (actor.type === 'system') return everything
  return both(rightsQuery(actor.agent), actor.within ?? everything)
}

/**
 * What a place may receive that has no single reader to take rights from (a structure's mailbox, its room):
 * published events of these domains.
 */
export function publishedOf(domains: readonly Domain[]): Query {
  if (domains.length === 0) return nothing
  return both(inDomains(domains), notInState('draft'))
}
