import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Random } from '#adapters/demo/random.ts'
import { terminalOf } from './hostile-terminal.ts'
import { hostileText } from './hostile-texts.ts'

export interface Attack {
  readonly random: Random
  readonly until: () => boolean
  /** What must not be: an answer of 500, a message that could not be handled. */
  readonly wrong: string[]
  count: number
}

/** Ms between two acts of one attacker: as fast as a terminal may speak, faster than a token may ask unless told so. */
const every = 50

const beginnings = [
  ...['', '', '', 'point A-2026.1 ', 'message A-2026.1 ', 'note A-2026.1 ', 'chercher ', 'abonner ', 'voir '],
  ...['créer ', 'créer produit ', 'modifier A-2026.1 ', 'suivre A-2026.1 ', 'publier ', 'aide ', 'clore '],
  ...['retirer A-2026.1 ', 'lier A-2026.1 ', 'désabonner ', 'preuve ', 'portée ', 'annuler', 'oui', '1', '!'],
] as const

/** Says what nobody says, in a terminal. */
export async function attackByChat(attack: Attack, socket: string, email: string): Promise<void> {
  const { random, wrong } = attack
  const terminal = await terminalOf(socket, email)
  while (attack.until()) {
    const text = `${random.pick([...beginnings])}${hostileText(random, 30_000)}`
    const answers = await terminal.say(text)
    attack.count += 1
    if (answers.some((answer) => answer.includes('pas pu traiter')))
      wrong.push(`not handled: ${JSON.stringify(text.slice(0, 300))}`)
    await pause(every)
  }
  terminal.end()
}

/** Lines that are none, halves of lines, lines without end, bytes that are no text; then goes away. */
export async function attackSocket(attack: Attack, socket: string, email: string): Promise<void> {
  const { random } = attack
  while (attack.until()) {
    const peer = connect(socket)
    peer.on('error', () => undefined)
    peer.resume()
    if (random.chance(0.5)) peer.write(`${JSON.stringify({ type: 'hello', as: email })}\n`)
    for (let line = 0; line < 5; line += 1) {
      const text = hostileText(random, 80_000)
      const bytes = random.pick([
        Buffer.from(`${text}\n`),
        Buffer.from(text, 'utf16le'),
        Buffer.from(`${JSON.stringify({ type: 'say', id: text.slice(0, 120), text })}\n`),
        Buffer.from(`${JSON.stringify({ type: 'shown', key: text })}\n`),
        Buffer.from(`{"type":"hello","as":${'['.repeat(20_000)}\n`),
        Buffer.from(Array.from({ length: 200 }, () => random.between(0, 255))),
      ])
      peer.write(bytes)
      attack.count += 1
      await pause(every)
    }
    peer.destroy()
  }
}

const methods = ['GET', 'POST', 'PATCH', 'DELETE', 'PUT', 'OPTIONS', 'HEAD'] as const

/** Any method, address, header and body at the API, those that it knows above all. */
export async function attackApi(
  attack: Attack,
  url: string,
  token: string,
  routes: readonly string[],
): Promise<void> {
  const { random, wrong } = attack
  const text = () => hostileText(random, 200_000).toWellFormed()
  // What a cut leaves half of cannot be written in an address.
  const inAddress = (most: number) => encodeURIComponent(text().slice(0, most).toWellFormed())
  while (attack.until()) {
    const route = routes[random.between(0, routes.length)] ?? `/${inAddress(2000)}`
    const path = route.replaceAll(/\{[^{}]{1,40}\}/g, () =>
      random.chance(0.6) ? random.pick(['A-2026.1', '1', 'food-product']) : inAddress(300),
    )
    const query = random.chance(0.3) ? `?query=${inAddress(1500)}` : ''
    const method = random.pick([...methods])
    const body = method === 'GET' || method === 'HEAD' ? undefined : bodyOf(random, text)
    const type = random.pick(['application/json', 'application/json', 'application/json', 'text/html', 'x'])
    const headers = {
      authorization: random.chance(0.95) ? `Bearer ${token}` : `Bearer ${inAddress(100)}`,
      ...(body === undefined ? {} : { 'content-type': type }),
      ...(random.chance(0.2) ? { 'if-match': inAddress(50) } : {}),
      ...(random.chance(0.1) ? { 'idempotency-key': inAddress(80) } : {}),
    }
    try {
      const answer = await fetch(`${url}${path}${query}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body }),
      })
      const said = await answer.text()
      if (answer.status >= 500)
        wrong.push(
          `${answer.status} ${method} ${path.slice(0, 200)}${query.slice(0, 200)} ${String(body).slice(0, 300)}: ${said.slice(0, 200)}`,
        )
    } catch (error) {
      // What is refused before it is read whole cuts the connection: the next one must find the program well.
      if (!(error instanceof TypeError)) throw error
    }
    attack.count += 1
    await pause(every)
  }
}

function bodyOf(random: Random, text: () => string): string {
  const fields = (): object =>
    Object.fromEntries(
      Array.from({ length: random.chance(0.9) ? random.between(0, 4) : 500 }, () => [
        random.chance(0.7)
          ? random.pick([
              'description',
              'brand',
              'dangerCategory',
              'establishments',
              'strains',
              'receptionDate',
              'type',
            ])
          : text().slice(0, 100),
        random.pick<unknown>([
          text(),
          [text()],
          1e21,
          null,
          true,
          [[text()]],
          { name: text() },
          [{ name: text(), siret: text() }],
        ]),
      ]),
    )
  return random.pick([
    () => JSON.stringify({ type: 'message', text: text() }),
    () => JSON.stringify({ type: 'situation-report', title: text(), text: text() }),
    () => JSON.stringify({ kind: 'food-product', fields: fields() }),
    () => JSON.stringify({ fields: fields() }),
    () => JSON.stringify({ query: text(), pace: { every: 'day', hour: random.between(-1, 25) } }),
    () => JSON.stringify({ other: text(), reason: text() }),
    () => text(),
    () => `${'{"a":'.repeat(50_000)}`,
    () => `{"__proto__":${JSON.stringify(text())}}`,
    () => JSON.stringify({ text: text() }).slice(0, -3),
  ])()
}
