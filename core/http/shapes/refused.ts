import { type ProblemCode, problemStatus } from '../problem.ts'
import { problemSchema } from './problem.ts'

/** What any route may answer. */
const everywhere = [
  'input-invalid',
  'request-refused',
  'surprise',
  'unavailable',
  'too-slow',
] as const satisfies readonly ProblemCode[]

/** What any route that wants a token may answer. */
const always = [
  ...everywhere,
  'token-missing',
  'token-invalid',
  'address-refused',
  'agent-inactive',
  'scope-missing',
  'not-acceptable',
  'rate-exceeded',
] as const satisfies readonly ProblemCode[]

/** What a route that reads a body may answer besides. */
const ofBodies = [
  'json-unreadable',
  'json-too-deep',
  'json-too-wide',
  'json-name-repeated',
  'body-too-large',
  'media-refused',
] as const

type Status = (typeof problemStatus)[ProblemCode]
interface Refused {
  readonly description: string
  readonly content: { readonly 'application/problem+json': { readonly schema: typeof problemSchema } }
}

/** How a route refuses: every status that it may answer, with the codes of each, besides those of every route. */
export function refused(...codes: readonly ProblemCode[]): { [S in Status]?: Refused } {
  return describe([...always, ...codes])
}

/** As `refused`, for a route by a method that may bring a body. */
export function refusedOf(...codes: readonly ProblemCode[]): { [S in Status]?: Refused } {
  return describe([...always, ...ofBodies, ...codes])
}

/** As `refusedOf`, for a route that acts once by an Idempotency-Key. */
export function refusedOnce(...codes: readonly ProblemCode[]): { [S in Status]?: Refused } {
  return refusedOf('key-under-way', 'key-reused', ...codes)
}

/** As `refused`, for a route that wants no token. */
export function refusedOpenly(...codes: readonly ProblemCode[]): { [S in Status]?: Refused } {
  return describe([...everywhere, ...codes])
}

const tooMany = 'Trop d’appels en une minute : attendre, ou demander un jeton qui a une plus haute limite. '

function describe(codes: readonly ProblemCode[]): { [S in Status]?: Refused } {
  const byStatus = Map.groupBy(new Set(codes), (code) => problemStatus[code])
  return Object.fromEntries([...byStatus].map(([status, of]) => [status, describeOne(of)]))
}

function describeOne(codes: readonly ProblemCode[]): Refused {
  return {
    description: `${codes.includes('rate-exceeded') ? tooMany : ''}Codes : ${codes.map((code) => `\`${code}\``).join(', ')}`,
    content: { 'application/problem+json': { schema: problemSchema } },
  }
}
