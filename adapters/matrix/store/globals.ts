import { browserClasses, type Factory } from './idb.ts'

// The crypto library asks for `indexedDB` of the global scope, at the moment at which it opens its store. Only there:
// whoever takes a factory as an option should be given one.

/** Those that are open, the one in force last. */
const open: Factory[] = []

/** Makes the factory the `indexedDB` of this process, until the returned function is called or another is installed. */
export function installGlobals(factory: Factory): () => void {
  for (const [name, value] of Object.entries(browserClasses)) define(name, value)
  open.push(factory)
  define('indexedDB', factory)
  return () => {
    const at = open.indexOf(factory)
    if (at >= 0) open.splice(at, 1)
    define('indexedDB', open.at(-1))
  }
}

function define(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true, enumerable: false })
}
