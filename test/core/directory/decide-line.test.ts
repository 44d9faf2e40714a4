import { describe, expect, it } from 'vitest'
import { type AgentFacts, decideDirectory, keepFirst } from '#core/directory/decide-directory.ts'
import {
  type DirectoryColumn,
  type DirectoryLine,
  decideLine,
  lineRules,
} from '#core/directory/decide-line.ts'
import { isRefusal } from '#core/refusal.ts'

const good: Partial<Record<DirectoryColumn, string>> = {
  Structure: 'DDI/DDPP/DDPP34',
  Prénom: 'Claire',
  Nom: 'Vidal',
  Mail: 'Claire.Vidal@Agri.example',
  Fonction_hiérarchique: 'Inspectrice',
  Complément_fonction: 'Produits laitiers',
  Téléphone: '04 65 71 34 01',
  Mobile: '',
}

function lineOf(cells: Partial<Record<DirectoryColumn, string>>, line = 2): DirectoryLine {
  const decision = decideLine({ line, cells: { ...good, ...cells }, surplus: 0, missing: 0, unwritable: [] })
  if (!decision.ok) throw new Error(JSON.stringify(decision.issues))
  return decision.line
}

function issuesOf(cells: Partial<Record<DirectoryColumn, string>>, surplus = 0) {
  const decision = decideLine({ line: 7, cells: { ...good, ...cells }, surplus, missing: 0, unwritable: [] })
  if (decision.ok) throw new Error('the line was accepted')
  return decision
}

describe('a line of the directory', () => {
  it('is read, with its address in lower case and its function in one piece', () => {
    expect(lineOf({})).toMatchObject({
      email: 'claire.vidal@agri.example',
      position: 'Inspectrice, Produits laitiers',
      structure: { code: 'ddpp-34' },
      domains: undefined,
      channel: undefined,
    })
  })

  it('reads domains in their own order and once, and a channel in any case', () => {
    expect(lineOf({ Domaines: 'plant, Food,plant', Canal: 'CONSOLE' })).toMatchObject({
      domains: ['food', 'plant'],
      channel: 'console',
    })
  })

  it.each([
    ['Mail', 'inconnu', lineRules.noEmail],
    ['Mail', 'INCONNU', lineRules.noEmail],
    ['Mail', '', lineRules.noEmail],
    ['Mail', 'claire.vidal', lineRules.email],
    ['Mail', `${'x'.repeat(250)}@agri.example`, lineRules.email],
    ['Structure', 'DDI/DDTM/DDTM34', lineRules.structure],
    ['Nom', '', lineRules.empty],
    ['Nom', 'x'.repeat(256), lineRules.long],
    ['Prénom', 'H\uFFFDl\uFFFDne', lineRules.unreadable],
    ['Domaines', 'food,fish', lineRules.domains],
    ['Canal', 'pigeon', lineRules.channel],
  ] as const)('is refused for its %s %j, with the line, the column and the rule', (column, seen, rule) => {
    const { issues } = issuesOf({ [column]: seen })
    expect(issues).toContainEqual(expect.objectContaining({ at: `ligne 7, ${column}`, rule }))
  })

  it('is refused with everything that is wrong in it, and says whose line it is', () => {
    const { issues, email } = issuesOf({ Nom: '', Structure: 'x' }, 2)
    expect(issues.map(({ at }) => at)).toEqual(['ligne 7, Structure', 'ligne 7, Nom', 'ligne 7, colonnes'])
    expect(email).toBe('claire.vidal@agri.example')
  })
})

describe('the lines of a file', () => {
  it('keep the first of an address, and refuse the second with the reason', () => {
    const first = lineOf({}, 2)
    const { lines, issues } = keepFirst([
      { ok: true, line: first },
      { ok: true, line: lineOf({ Mail: 'CLAIRE.VIDAL@agri.example', Nom: 'Autre' }, 3) },
    ])
    expect(lines).toEqual([first])
    expect(issues).toEqual([
      { at: 'ligne 3, Mail', seen: 'claire.vidal@agri.example', rule: lineRules.twice },
    ])
  })

  it('refuse a second structure under a code that is taken', () => {
    const one = lineOf({ Structure: 'AC/DAC/DGAL/SAS/COURRIER', Mail: 'a@agri.example' })
    const other = lineOf({ Structure: 'AC/DAC/DGAL/SPA/COURRIER', Mail: 'b@agri.example' }, 3)
    const { lines, issues } = keepFirst([
      { ok: true, line: one },
      { ok: true, line: other },
    ])
    expect(lines).toEqual([one])
    expect(issues[0]?.at).toBe('ligne 3, Structure')
    expect(issues[0]?.rule).toContain('AC/DAC/DGAL/SAS/COURRIER')
  })
})

describe('what an import changes', () => {
  const known = (count: number, changes: Partial<AgentFacts> = {}): Map<string, AgentFacts> =>
    new Map(
      Array.from({ length: count }, (_, rank) => {
        const email = `agent${rank}@agri.example`
        const {
          structure,
          line: _line,
          ...facts
        } = lineOf({ Mail: email, Canal: 'console', Domaines: 'plant' })
        const agent: AgentFacts = {
          ...facts,
          structureCode: structure.code,
          domains: ['plant'],
          channel: 'console',
          active: true,
          ...changes,
        }
        return [email, agent]
      }),
    )
  const linesFor = (count: number, cells: Partial<Record<DirectoryColumn, string>> = {}) =>
    Array.from({ length: count }, (_, rank) => lineOf({ Mail: `agent${rank}@agri.example`, ...cells }))
  const present = (lines: readonly DirectoryLine[]) => new Set(lines.map(({ email }) => email))

  it('keeps the domains and the channel that the file does not give, and gives a new agent food and mail', () => {
    const lines = linesFor(2)
    const changes = decideDirectory(known(1), lines, present(lines), false)
    expect(changes).toMatchObject({ updated: [], unchanged: 1, left: [] })
    expect(changes.created).toMatchObject([{ domains: ['food'], channel: 'email', active: true }])
  })

  it('moves who changes structure and reactivates who returns', () => {
    const lines = linesFor(1, { Structure: 'AC/DAC/DGAL/MUS' })
    expect(decideDirectory(known(1), lines, present(lines), false)).toMatchObject({
      moved: 1,
      reactivated: 0,
      updated: [{ structureCode: 'mus' }],
    })
    const back = linesFor(1)
    expect(decideDirectory(known(1, { active: false }), back, present(back), false)).toMatchObject({
      moved: 0,
      reactivated: 1,
    })
  })

  it('makes who is in no line inactive, but not who is in a refused line', () => {
    const lines = linesFor(2)
    expect(decideDirectory(known(4), lines, present(lines), false).left).toEqual([
      'agent2@agri.example',
      'agent3@agri.example',
    ])
    expect(
      decideDirectory(known(4), lines, new Set([...present(lines), 'agent2@agri.example']), false).left,
    ).toEqual(['agent3@agri.example'])
  })

  it('refuses to make more than half inactive, says how many, and does it when this is confirmed', () => {
    const lines = linesFor(1)
    let seen: unknown
    try {
      decideDirectory(known(3), lines, present(lines), false)
    } catch (error) {
      if (isRefusal(error, 'input-invalid')) seen = error.facts.issues[0]?.seen
    }
    expect(seen).toBe('2 agents actifs sur 3 absents du fichier')
    expect(decideDirectory(known(3), lines, present(lines), true).left).toHaveLength(2)
  })
})
