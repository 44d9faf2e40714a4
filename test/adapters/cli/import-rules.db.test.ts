import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RuleSchema } from '#core/diffusion/rule.entity.ts'
import { agent, csvOf, header, type Importing, startImporting } from './importing.ts'

let importing: Importing
let run: Importing['run']
beforeAll(async () => {
  importing = await startImporting()
  run = importing.run
  await run('annuaire', csvOf(header, agent('Ana'), agent('Zoe', 'AC/DAC/DGAL/MUS')))
})
afterAll(() => importing[Symbol.asyncDispose]())

describe('an import of rules', () => {
  const rule = (code: string, query = 'lait') => `${code};mus;${query};Raison;agents\n`
  const file = (...lines: string[]) => `Code;Structure;Requête;Raison;Destinataires\n${lines.join('')}`
  const some = ['r1', 'r2', 'r3', 'r4', 'r5', 'r6']
  const inForce = async () => {
    const rules = await importing.parts.store
      .read()
      .find(RuleSchema, { active: true }, { orderBy: { code: 'asc' } })
    return rules.map(({ code }) => code)
  }

  it('of a file that was cut short takes out nothing until that is confirmed, and a dry run shows it', async () => {
    await run('regles', file(...some.map((code) => rule(code))), { masse: true })
    const cut = file(rule('r1'), rule('r2'), 'r3;mu')
    await expect(run('regles', cut)).rejects.toThrow('input-invalid')
    expect(await inForce()).toEqual(some)
    const trial = await run('regles', cut, { essai: true })
    expect(trial).toEqual(expect.arrayContaining(['  – r4', '  – r5', '  – r6', 'désactivés : 3']))
    expect(trial.join('\n')).toMatch(/règles : « 3 sur 6 en vigueur, absentes du fichier », .*\(--masse\)/)
    expect(await run('regles', cut, { masse: true })).toContain('désactivés : 3')
    expect(await inForce()).toEqual(['r1', 'r2', 'r3'])
  })

  it('says which rules in force would tell nobody, in a dry run too; and so does the file that makes it so', async () => {
    await run('annuaire', csvOf(header, agent('Ana'), agent('Zoe', 'AC/DAC/DGAL/MUS')), { masse: true })
    await run('boites', 'Structure;Mail\nmus;\nddpp-34;ddpp34@agri.example\n')
    const rules = file(rule('r1'), 'r2;mus;lait;Raison;mailbox\n', 'r3;ddpp-34;lait;Raison;mailbox\n')
    const unheard = [
      'Attention : 1 règle en vigueur n’avertirait personne.',
      '  – r2 : MUS n’a pas de boîte de service : import boites',
    ]
    expect((await run('regles', rules, { essai: true, masse: true })).slice(-2)).toEqual(unheard)
    expect((await run('regles', rules, { masse: true })).slice(-2)).toEqual(unheard)
    const last = await run('annuaire', csvOf(header, agent('Ana')), { masse: true })
    expect(last.slice(-3)).toEqual([
      'Attention : 2 règles en vigueur n’avertiraient personne.',
      '  – r1 : MUS n’a aucun agent actif',
      unheard[1],
    ])
    expect((await run('boites', 'Structure;Mail\nmus;mus@agri.example\n')).join('\n')).not.toContain('r2')
    const plant = csvOf([...header, 'Domaines'], [...agent('Zoe', 'AC/DAC/DGAL/MUS'), 'plant'])
    await run('annuaire', plant, { masse: true })
    const food = file('r1;mus;danger:listeria;Raison;agents\n', 'r2;mus;lait;Raison;mailbox\n')
    expect((await run('regles', food, { masse: true })).at(-1)).toBe(
      '  – r1 : MUS n’a aucun agent qui ait le droit sur le domaine',
    )
  })

  it('takes out a few as the file says, but not the last ones', async () => {
    await run('regles', file(...some.map((code) => rule(code))), { masse: true })
    expect(await run('regles', file(...some.slice(2).map((code) => rule(code))))).toContain('désactivés : 2')
    await run('regles', file(rule('r1'), rule('r2')), { masse: true })
    await expect(run('regles', file())).rejects.toThrow('input-invalid')
    expect(await inForce()).toEqual(['r1', 'r2'])
  })

  it.each([
    ['état:brouillon', 'un brouillon n’avertit personne'],
    ['lait OU état:brouillon', 'un brouillon n’avertit personne'],
    ['danger:listeria -danger:listeria', 'elle se contredit'],
    ['le la', 'ces mots sont dans tous les textes'],
  ])('refuses a rule that could tell nobody, or everybody by accident: %s', async (query, why) => {
    const said = (await run('regles', file(rule('r1', query)), { essai: true })).join('\n')
    expect(said).toContain(`ligne 2, Requête : « ${query} », ${why}`)
  })
})
