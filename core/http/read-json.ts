import { startOf } from '../query/cut.ts'
import type { App } from './deps.ts'
import { Fault } from './fault.ts'
import { jsonFault } from './json-fault.ts'
import { mostItems, mostLevels, mostValues, sizeOfJson } from './size-of-json.ts'

/** Letters of a name that are said back. */
const longestName = 80

/** JSON is the only body that is read; what is not JSON is refused with the place. An empty body is no body. */
export function readJson(app: App): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  const text = new TextDecoder('utf-8', { fatal: true })
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    let body: string
    try {
      body = text.decode(bytes)
    } catch {
      // JSON is UTF-8 (RFC 8259): read as such, another encoding would be kept with its letters lost.
      done(new Fault('request-refused', { reason: 'encoding' }))
      return
    }
    if (body.trim() === '') {
      done(null, undefined)
      return
    }
    const size = sizeOfJson(body)
    if (size.levels > mostLevels) {
      done(new Fault('json-too-deep', { limit: mostLevels }))
      return
    }
    if (size.items > mostItems || size.values > mostValues) {
      done(new Fault('json-too-wide', { items: mostItems, values: mostValues }))
      return
    }
    if (size.repeated !== undefined) {
      done(new Fault('json-name-repeated', { name: startOf(size.repeated, longestName) }))
      return
    }
    parse(request, body, (error, value) => {
      if (error === null) done(null, value)
      else done(isJson(body) ? new Fault('request-refused', { reason: 'prototype' }) : jsonFault(body))
    })
  })
}

/** The default parser also refuses keys that would change prototypes: then the text itself is JSON. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
