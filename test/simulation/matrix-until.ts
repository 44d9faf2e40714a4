import { setTimeout as pause } from 'node:timers/promises'

/** Looks again until it is so. @throws Error naming what was awaited, after `ms` */
export async function until(what: string, ms: number, look: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = performance.now() + ms
  while (!(await look())) {
    if (performance.now() > deadline) throw new Error(`waited ${ms} ms for ${what}`)
    await pause(50)
  }
}

/** From the environment: so many are run in the long simulations, and fewer with all other tests. */
export function countFrom(name: string, otherwise: number): number {
  const given = Number(process.env[name] ?? '')
  return Number.isInteger(given) && given > 0 ? given : otherwise
}
