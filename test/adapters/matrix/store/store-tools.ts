import { type Database, type Factory, resultOf, type Transaction } from '#adapters/matrix/store/idb.ts'

export const key = Buffer.alloc(32, 7).toString('base64')
export const account = 'matrix @vigie:essai.example'

/** Resolves with how the transaction ended. */
export function endOf(transaction: Transaction): Promise<'complete' | 'abort'> {
  return new Promise((resolve) => {
    transaction.addEventListener('complete', () => resolve('complete'))
    transaction.addEventListener('abort', () => resolve('abort'))
  })
}

/** A database with one store `things`, keys given apart. */
export async function openThings(factory: Factory, name = 'essai'): Promise<Database> {
  const request = factory.open(name, 1)
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore('things'))
  return resultOf(request)
}

/** Resolves when it is complete. */
export async function putThing(database: Database, at: string | number, value: unknown): Promise<void> {
  const transaction = database.transaction(['things'], 'readwrite')
  transaction.objectStore('things').put(value, at)
  if ((await endOf(transaction)) === 'abort') throw new Error('aborted')
}

export function getThing(database: Database, at: string | number): Promise<unknown> {
  return resultOf(database.transaction(['things'], 'readonly').objectStore('things').get(at))
}
