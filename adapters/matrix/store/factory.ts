import type { Factory } from './idb.ts'
import type { Ledger } from './ledger.ts'
import { watchDatabase } from './watch.ts'

/** `inner`, whose databases are written by the ledger. */
export function durableFactory(inner: Factory, ledger: Ledger): Factory {
  return {
    open: (name, version) => {
      const request = version === undefined ? inner.open(name) : inner.open(name, version)
      // The first listeners: nobody else has had the connection when it begins to be watched.
      const watch = () => watchDatabase(request.result, ledger.finished)
      request.addEventListener('upgradeneeded', watch)
      request.addEventListener('success', watch)
      return request
    },
    deleteDatabase: (name) => {
      const request = inner.deleteDatabase(name)
      const tell = request.dispatchEvent
      request.dispatchEvent = (event) => {
        if (event.type !== 'success') return tell.call(request, event)
        ledger.deleted(name, () => tell.call(request, event))
        return true
      }
      return request
    },
    databases: () => inner.databases(),
    cmp: (first, second) => inner.cmp(first, second),
  }
}
