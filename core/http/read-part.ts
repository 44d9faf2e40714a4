import { z } from 'zod'
import { readInput } from '../read-input.ts'
import { type Issue, isRefusal, Refusal } from '../refusal.ts'
import { refuseControls } from './refuse-controls.ts'

/** What fastify calls the parts of a request, and what OpenAPI calls them. */
const parts: Readonly<Record<string, Issue['in']>> = {
  querystring: 'query',
  params: 'path',
  headers: 'header',
}

/** What the schema of a part of a request makes of it. @throws Refusal input-invalid that says in which part */
export function readPart<T>(schema: z.ZodType<T>, data: unknown, part: string | undefined): T {
  try {
    refuseControls(part === 'headers' ? headersRead(schema, data) : data, part === 'body')
    return readInput(schema, data)
  } catch (error) {
    const named = part === undefined ? undefined : parts[part]
    if (named === undefined || !isRefusal(error, 'input-invalid')) throw error
    throw new Refusal('input-invalid', {
      issues: error.facts.issues.map((issue) => ({ ...issue, in: named })),
    })
  }
}

/** Of the headers, those that the route reads: what a proxy puts into the others is its own business. */
function headersRead(schema: z.ZodType, headers: unknown): unknown {
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
  const all = Object.entries(headers instanceof Object ? headers : {})
  return Object.fromEntries(all.filter(([name]) => known.includes(name)))
}
