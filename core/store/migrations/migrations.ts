import { First } from './first.ts'

/** In the order in which they run. Never edit one that has been released: add another. */
export const migrations = [{ name: '0001-first', class: First }]
