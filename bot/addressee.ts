import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { fold } from '#core/query/words.ts'

const greetings = new Set('salut bonjour bonsoir coucou hello hey hi bjr bsr'.split(' '))
const before = new Set([
  ...greetings,
  ...'cher chere dis dites re a pour m mr mme mlle monsieur madame'.split(' '),
])
const toOne = new Set(
  "tu te t' toi ton ta tes vous vos votre stp svp merci appelle appelles rappelle rappelles dispo".split(' '),
)
/** Words within which somebody who is spoken to is spoken to. */
const near = 15
/** What is longer is a text for all, in characters. */
const longest = 300

/** Says of itself that it is not for all who would read it. */
const apart =
  /(?:^|[^\p{L}])(?:notes? internes?|ne pas (?:diffuser|transmettre|envoyer|publier|communiquer)|pas pour diffusion|confidentiel(?:le)?s?|entre nous|en prive|perso|personnel|juste pour (?:toi|vous)|usage interne)(?![\p{L}])/u

/** « message privé A-2026.1 … », « (interne) … »: said of the text, before it or between brackets. */
const apartAtHead =
  /^[\s([«"'’:.-]{0,5}(?:en |un |une )?(?:privee?s?|directs?|internes?|individuel(?:le)?s?|secret(?:e|s)?|personnel(?:le)?s?|prives?)(?![\p{L}])/u
const bracketed = /[([]\s?(?:privee?|interne|perso|confidentiel|secret)\s?[)\]]/u

export function isApart(text: string): boolean {
  // Such words stand at the head of a text, or at its foot.
  return [text.slice(0, longest), text.slice(-longest)]
    .map(fold)
    .some((part, at) => apart.test(part) || bracketed.test(part) || (at === 0 && apartAtHead.test(part)))
}

/** The word of a text that would be the name of the one person whom it speaks to: « Leïla, tu peux m’appeler ? ». */
export function calledBy(text: string): string | undefined {
  const mentioned = mention.exec(text)?.[1]
  if (mentioned !== undefined) return mentioned
  if (text.length > longest) return undefined
  const words = text.match(/[\p{L}\p{M}]+(?:-\p{L}+)*['’]?|[,:!?]/gu) ?? []
  const from = words.findIndex((word) => !before.has(fold(word)))
  const name = words[from]
  if (name === undefined || !/^\p{L}{3,}/u.test(name)) return undefined
  const rest = words.slice(from + 1, from + near)
  const spoken =
    from > 0 ||
    /^[,:!]$/.test(rest[0] ?? '') ||
    rest.some((word) => toOne.has(fold(word).replace('’', "'")) || greetings.has(fold(word)))
  return spoken ? name : undefined
}

/** « @Paul », wherever it stands; no mail address. */
const mention = /(?<![^\s(,;:])@(\p{L}[\p{L}\p{M}'’-]{1,60})/u

export interface Addressee {
  /** First or last name, as the directory writes it. */
  readonly name: string
  /** All who are called so. */
  readonly agentIds: readonly number[]
}

const found = z.array(z.object({ id: z.number(), name: z.string() }))

/** Whom the name means; undefined when nobody is called so. */
export async function addresseeOf(em: EntityManager, text: string): Promise<Addressee | undefined> {
  const called = calledBy(text)
  if (called === undefined) return undefined
  // As many as there are names: some thousands at most.
  const rows = await em.execute(
    'select id, first_name as name from agent where active union all select id, last_name from agent where active',
  )
  const same = found.parse(rows).filter(({ name }) => fold(name) === fold(called))
  const [first] = same
  return first === undefined ? undefined : { name: first.name, agentIds: same.map(({ id }) => id) }
}
