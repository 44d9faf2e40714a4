import { z } from 'zod'
import type { App } from './deps.ts'
import { Fault } from './fault.ts'
import { readPart } from './read-part.ts'

const nothing = z.strictObject({})

/**
 * What a route does not know is refused, never ignored: a parameter misspelt would else bring everything. Routes that
 * take some have a strict schema; for the others, of this part of the server, it is here.
 */
export function strict(app: App): void {
  app.addHook('preValidation', async (request) => {
    if (!isText(request.url)) throw new Fault('request-refused', { reason: 'encoding' })
    const { querystring, body } = request.routeOptions.schema ?? {}
    if (querystring === undefined) readPart(nothing, request.query, 'querystring')
    if (body === undefined && request.body !== undefined) readPart(nothing, request.body, 'body')
  })
}

/** Bytes that are no UTF-8 are refused, as in a path and in a body: they would be searched as signs that nobody typed. */
function isText(url: string): boolean {
  try {
    decodeURIComponent(url)
    return true
  } catch {
    return false
  }
}
