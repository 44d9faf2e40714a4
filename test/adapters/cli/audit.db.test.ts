import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OperatorInput, UsageError } from '#adapters/cli/command.ts'
import { auditCommand, readFilter } from '#adapters/cli/commands/audit.ts'
import { noteCommand } from '#adapters/cli/note-command.ts'
import { readOperator } from '#adapters/cli/read.ts'
import { readConfig } from '#adapters/config.ts'
import { hider } from '#adapters/hide-secrets.ts'
import { openLog } from '#adapters/open-log.ts'
import { openParts, type Parts } from '#adapters/parts.ts'
import { auditActions } from '#core/audit/audited.ts'
import { listAudit } from '#core/audit/list.ts'
import { recordAudit } from '#core/audit/record.ts'
import { settableClock } from '#core/clock.ts'
import { auditCodes } from '#templates/audit.ts'
import { freshDatabase } from '../../database.ts'
import { settlerOf } from '../../world.ts'

let parts: Parts
const clock = settableClock('2026-03-01T08:00:00Z')
const by = (name: string) => ({ actor: { type: 'system', name } as const, clock })
const secretKey = Buffer.alloc(32, 5).toString('base64')

beforeAll(async () => {
  const url = await freshDatabase()
  const config = readConfig({ DATABASE_URL: url, SECRET_KEY: secretKey, LOG_LEVEL: 'silent' })
  parts = await openParts(url, config, clock, openLog(config, 'silent'))
  const { structure, agent } = settlerOf(parts.store)
  const claire = await agent('Claire Vidal', await structure('ddpp-34', { dept: '34' }))
  const em = parts.store.read()
  await recordAudit(
    em,
    { actor: { type: 'agent', agent: claire }, clock },
    { action: 'read', event: 'A-2026.3' },
  )
  clock.set('2026-03-02T08:00:00Z')
  await recordAudit(
    em,
    { actor: { type: 'agent', agent: claire }, clock },
    { action: 'search', total: 1, shown: 1 },
  )
  await recordAudit(em, by('Opérateur'), {
    action: 'rights',
    agent: 'claire.vidal@agri.example',
    before: null,
    after: { structure: 'ddpp-34', domains: ['food'], active: true },
  })
})
afterAll(() => parts[Symbol.asyncDispose]())

async function say(line: string): Promise<string[]> {
  const read = readOperator(line.split(' '))
  if (read.type !== 'run') throw new Error(`« ${line} » is help`)
  const said: string[] = []
  const progress: OperatorInput['progress'] = () => ({ update: () => undefined, stop: () => undefined })
  await read.command.run(parts, { ...read, say: (text) => said.push(text), progress })
  return said
}

const read = '1er mars 2026 à 9 h 00  claire.vidal@agri.example  a lu A-2026.3'
const search = '2 mars 2026 à 9 h 00  claire.vidal@agri.example  a cherché : 1 évènement trouvé, 1 montré'
const rights =
  '2 mars 2026 à 9 h 00  Opérateur  a changé les droits de claire.vidal@agri.example : ddpp-34, sécurité sanitaire des aliments, actif'

describe('the command audit', () => {
  it.each([
    ['audit', [rights, search, read]],
    ['audit --agent Claire.Vidal@agri.example', [rights, search, read]],
    ['audit --agent Opérateur', [rights]],
    ['audit --evenement a-2026.3', [read]],
    ['audit --action recherche', [search]],
    ['audit --depuis 02/03/2026', [rights, search]],
    [
      'audit --agent claire.vidal@agri.example --action lecture --depuis 2026-03-02',
      ['Aucune ligne ne convient.'],
    ],
  ])('« %s » shows the lines that fit, newest first', async (line, lines) => {
    expect((await say(line)).map((one) => one.replace(/[\u00a0\u202f]/g, ' '))).toEqual(lines)
  })

  it('gives a table for a spreadsheet', async () => {
    const [titles, line] = await say('audit --evenement A-2026.3 --csv')
    expect(titles).toBe(
      '\uFEFFLigne;Date (ISO 8601);Date (Paris);Qui;Action;Évènement;Agent concerné;Ce qui a été fait',
    )
    expect(line).toMatch(
      /^1;2026-03-01T08:00:00\.000Z;.*;claire\.vidal@agri\.example;lecture;A-2026\.3;;a lu A-2026\.3$/,
    )
  })

  it('has a word for each action, each its own, and refuses others with the list', () => {
    expect(new Set(Object.values(auditCodes)).size).toBe(auditActions.length)
    for (const action of auditActions) expect(readFilter({ action: auditCodes[action] }).action).toBe(action)
    expect(() => readFilter({ action: 'lire' })).toThrow('lecture, recherche')
    expect(() => readFilter({ action: 'lire' })).toThrow(UsageError)
    expect(() => readFilter({ depuis: 'hier' })).toThrow('--depuis est un jour')
  })

  it('gives all lines to a table, whatever their number, and says on the screen that there are more', async () => {
    const many = Array.from({ length: 1100 }, () => ({ action: 'search', total: 0, shown: 0 }) as const)
    await recordAudit(parts.store.read(), by('en nombre'), ...many)
    expect(await say('audit --agent nombre --csv')).toHaveLength(1)
    const bulk = { agent: 'en nombre', csv: true }
    const said: string[] = []
    const input = {
      words: [],
      say: (text: string) => said.push(text),
      progress: () => ({ update() {}, stop() {} }),
    }
    await auditCommand.run(parts, { ...input, options: bulk })
    expect(new Set(said).size).toBe(1101)
    const screen = await say('audit')
    expect([screen.length, screen.at(-1)]).toEqual([
      101,
      'Il y en a d’autres, plus anciennes : --csv les donne toutes.',
    ])
  })
})

describe('an operator’s command', () => {
  it('leaves one line under his account, with its options and without a secret', async () => {
    const hide = hider(parts.config)
    for (const line of [
      'import annuaire a.csv --essai',
      `matrix setup --cle EsTx-abcd --refaire`,
      `ecartes ${secretKey}`,
    ]) {
      const given = readOperator(line.split(' '))
      if (given.type === 'run') await noteCommand(parts, given, hide)
    }
    const lines = await listAudit(parts.store, { action: 'command' }, { limit: 10 })
    expect(lines.map(({ act }) => act).reverse()).toEqual([
      { action: 'command', command: 'import', words: ['annuaire', 'a.csv'], options: { essai: true } },
      { action: 'command', command: 'matrix', words: ['setup'], options: { cle: '***', refaire: true } },
      { action: 'command', command: 'ecartes', words: ['***'], options: {} },
    ])
    expect(lines[0]?.who).not.toBe('')
    expect((await say('audit --action commande')).at(-1)).toMatch(
      / {2}a lancé : import annuaire a\.csv --essai$/,
    )
  })
})
