import { facets } from '../kinds/facets.ts'
import { type Domain, domains as everyDomain } from '../kinds/kind.ts'
import { negate } from '../query/normal.ts'
import type { Query } from '../query/tree.ts'
import type { Never } from '../refusal.ts'
import { conjunctionsOf } from './match/conjunctions.ts'
import { clashIn, type World } from './satisfiable.ts'

/** Of the other states nobody is told who only asks: a draft is its structure's, what was withdrawn is of who was told (plan.ts). */
const told: World = { states: ['open', 'closed'], domains: everyDomain }

/**
 * Whether no event can ever be told for this query. Sure when it says so; it does not find every such query.
 * @param domains those of the agent; undefined when only the query itself is judged
 */
export function decideNever(query: Query, domains: readonly Domain[] | undefined): Never | undefined {
  if (contradictsItself(query)) return { why: 'contradiction', facet: undefined }
  if (maySatisfy(query, { ...told, domains: domains ?? everyDomain })) return undefined
  if (maySatisfy(query, told)) return { why: 'domain', domains: domainsFor(query) }
  if (maySatisfy(query, { ...told, states: ['withdrawn'] })) return { why: 'withdrawn' }
  if (maySatisfy(query, { ...told, states: ['draft'] })) return { why: 'drafts' }
  const anything: World = { ...told, states: ['draft', 'open', 'closed', 'withdrawn'] }
  const facet = conjunctionsOf(query).map((one) => clashIn(one, anything)?.facet)[0]
  return { why: 'contradiction', facet: facet === undefined ? undefined : facets.get(facet)?.label }
}

/** Whether every event that anybody is told of satisfies it. Sure when it says so. */
export function decideAlways(query: Query): boolean {
  const others = negate(query)
  return contradictsItself(others) || !maySatisfy(others, told)
}

/** False: surely none does. */
function maySatisfy(query: Query, world: World): boolean {
  return conjunctionsOf(query).some((one) => clashIn(one, world) === undefined)
}

function domainsFor(query: Query): Domain[] {
  return everyDomain.filter((domain) => maySatisfy(query, { ...told, domains: [domain] }))
}

/** Asks for the very thing that it excludes, whatever that is: `"lait cru" -"lait cru"`. */
function contradictsItself(query: Query): boolean {
  switch (query.op) {
    case 'or':
      return query.parts.every(contradictsItself)
    case 'and': {
      const asked = new Set(query.parts.map((part) => JSON.stringify(part)))
      return query.parts.some(
        (part) => contradictsItself(part) || (part.op === 'not' && asked.has(JSON.stringify(part.part))),
      )
    }
    default:
      return false
  }
}
