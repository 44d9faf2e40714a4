import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OperatorInput } from '#adapters/cli/command.ts'
import { operatorCommands } from '#adapters/cli/commands.ts'
import { readOperator } from '#adapters/cli/read.ts'
import { readConfig } from '#adapters/config.ts'
import { openParts, type Parts } from '#adapters/parts.ts'
import { handlersOf } from '#adapters/work.ts'
import { runJobsOnce } from '#core/store/run-once.ts'
import { type ToldEvent, toldEvent } from '#test/core/proof/told-event.ts'
import { asOwner } from '#test/database.ts'
import { makeWorld, type World } from '#test/world.ts'
import { startAuthority } from './tsa/authority.ts'

let world: World
let parts: Parts
let folder: string
let event: ToldEvent
const authority = await startAuthority()

beforeAll(async () => {
  world = await makeWorld()
  folder = await mkdtemp(join(tmpdir(), 'vigie-anchors-'))
  const config = readConfig({
    VAR_DIR: folder,
    DATABASE_URL: world.store.url,
    ANCHOR_MAIL: 'archives@agri.example',
    ...(authority === undefined ? {} : { TSA_URL: authority.url }),
  })
  parts = await openParts(world.store.url, config, world.clock, pino({ level: 'silent' }))
  event = await toldEvent(world)
})
afterAll(async () => {
  await parts[Symbol.asyncDispose]()
  await world[Symbol.asyncDispose]()
  await authority?.[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

const noProgress: OperatorInput['progress'] = () => ({ update: () => undefined, stop: () => undefined })

/** What a command of the operator says, and how it ends. */
async function operator(line: string): Promise<{ said: string; code: number }> {
  const read = readOperator(line.split(' '))
  if (read.type === 'help' || !operatorCommands.includes(read.command)) throw new Error('not a command')
  const said: string[] = []
  await read.command.run(parts, { ...read, say: (one) => said.push(one), progress: noProgress })
  const code = Number(process.exitCode ?? 0)
  process.exitCode = 0
  return { said: said.join('\n'), code }
}

const lines = async () => (await readFile(join(folder, 'anchors.ndjson'), 'utf8')).trim().split('\n')
const work = () => runJobsOnce(parts.store, handlersOf(parts), ['anchor', 'anchor-stamp', 'anchor-mail'])

describe('anchors of an installation', () => {
  it('are added to a file of its own account, stamped, and mailed to whoever keeps them', async () => {
    expect((await operator('ancrer')).said).toMatch(
      /^1 évènement ancré, jusqu’à l’ancre n° 1, dans \S+anchors.ndjson\.$/,
    )
    await work()
    expect((await stat(join(folder, 'anchors.ndjson'))).mode & 0o777).toBe(0o600)
    expect(await lines()).toHaveLength(authority === undefined ? 1 : 2)
    const mails = await readdir(join(folder, 'mailbox'))
    expect(mails).toContain('anchor-1.eml')
    expect(await readFile(join(folder, 'mailbox', 'anchor-1.eml'), 'utf8')).toContain('archives@agri.example')
    expect((await operator('ancrer')).said).toBe('Rien n’a changé depuis la dernière ancre.')
  })

  it('are verified with everything else, stamps included', async () => {
    const { said, code } = await operator(`verify --anchors ${join(folder, 'anchors.ndjson')}`)
    expect(said).toContain('1 évènement, 4 lignes de journal, 0 chaîne rompue.')
    expect(said).toContain('6 remises, 0 défaut.')
    expect(said).toMatch(/1 ancre, 1 point de chaîne comparé, [01] horodatage, 0 défaut\./)
    expect(code).toBe(0)
  })

  it('are made by the proof that somebody asks for', async () => {
    const { said } = await operator(`preuve ${event.number}`)
    expect(JSON.parse(said)).toMatchObject({ number: event.number, anchor: { rank: 2 } })
    expect(await lines()).toHaveLength(authority === undefined ? 2 : 3)
    expect((await operator('ancrer cle')).said).toBe(JSON.parse(said).anchor.key.trimEnd())
  })

  it('show a forged acknowledgement and a deleted delivery, by verify', async () => {
    const [marc, anne] = event.readers
    await asOwner(world.store.url, async (owner) => {
      await owner.query('alter table delivery disable trigger all')
      await owner.query('update delivery set acknowledged_at = now() where agent_id = $1', [marc?.id])
      await owner.query('delete from delivery where agent_id = $1', [anne?.id])
      await owner.query('alter table delivery enable trigger all')
    })
    const { said, code } = await operator('verify')
    expect(said.match(/dit autre chose que ce qui a été noté/g)).toHaveLength(2)
    expect(said.match(/a été retirée/g)).toHaveLength(2)
    expect(code).toBe(1)
  })

  it('show a journal that was rewritten, by verify --anchors', async () => {
    const path = join(folder, 'forged.ndjson')
    await writeFile(path, (await lines()).join('\n').replace('"entries":4', '"entries":2'))
    const { said, code } = await operator(`verify --anchors ${path}`)
    expect(said).toContain('Ancre n° 1 : sa signature ne tient pas.')
    expect(said).toContain(
      `Ancre n° 1 : le fil de suivi de ${event.number} a été réécrit ou raccourci depuis.`,
    )
    expect(code).toBe(1)
  })
})
