import type { App } from './deps.ts'
import { depthOf, mostLevels } from './depth.ts'
import { Fault } from './fault.ts'
import { jsonFault } from './json-fault.ts'

/** JSON is the only body that is read; what is not JSON is refused with the place. An empty body is no body. */
export function readJson(app: App): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.trim() === '') {
      done(null, undefined)
      return
    }
    if (depthOf(body) > mostLevels) {
      done(new Fault('json-too-deep', { limit: mostLevels }))
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
