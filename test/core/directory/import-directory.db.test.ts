import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '#core/context.ts'
import { RuleSchema } from '#core/diffusion/rule.entity.ts'
import { AgentSchema } from '#core/directory/agent.entity.ts'
import { findAgent } from '#core/directory/find-agent.ts'
import { IdentitySchema } from '#core/directory/identity.entity.ts'
import { importDirectory } from '#core/directory/import-directory.ts'
import { importRules } from '#core/directory/import-rules.ts'
import { findToken } from '#core/http/tokens/find-token.ts'
import { makeToken } from '#core/http/tokens/make-token.ts'
import { isRefusal } from '#core/refusal.ts'
import type { Store } from '#core/store/store.ts'
import { makeWorld, type World } from '#test/world.ts'
import { csvOf, lineFor } from './directory-file.ts'

let world: World
let store: Store
let ctx: Context

beforeEach(async () => {
  world = await makeWorld()
  store = world.store
  ctx = world.system
})
afterEach(() => world[Symbol.asyncDispose]())

const zero = {
  created: 0,
  updated: 0,
  unchanged: 0,
  moved: 0,
  reactivated: 0,
  deactivated: 0,
  structuresCreated: 0,
  refused: [],
}

describe('the import of the directory', () => {
  it('creates structures and agents with their identities, and changes nothing the second time', async () => {
    const csv = csvOf(lineFor('Ana'), lineFor('Bob', 'AC/DAC/DGAL/MUS'))
    expect(await importDirectory(ctx, { csv })).toEqual({
      ...zero,
      read: 2,
      created: 2,
      structuresCreated: 2,
    })
    expect(await importDirectory(ctx, { csv })).toEqual({ ...zero, read: 2, unchanged: 2 })
    const ana = await findAgent(store.read(), 'console', ' ANA@agri.example')
    expect(ana).toMatchObject({ email: 'ana@agri.example', domains: ['food'], channel: 'email' })
    expect(ana?.structure).toMatchObject({ code: 'ddpp-34', dept: '34', region: '76', mailboxes: {} })
    expect(await findAgent(store.read(), 'email', 'bob@agri.example')).toBeDefined()
    expect(await findAgent(store.read(), 'matrix', 'ana@agri.example')).toBeUndefined()
    expect(await store.read().count(IdentitySchema)).toBe(4)
  })

  it('revokes the tokens of who leaves for good: coming back does not give them life again', async () => {
    await importDirectory(ctx, { csv: csvOf(lineFor('Ana'), lineFor('Bob')) })
    const made = async (email: string) =>
      (await makeToken(ctx, { email, label: 'essai', scopes: ['events:read'] })).token
    const old = await made('ana@agri.example')
    const others = await made('bob@agri.example')
    const use = (secret: string) => findToken(world, { secret, from: '127.0.0.1' })
    expect((await use(old)).agent.email).toBe('ana@agri.example')
    await importDirectory(ctx, { csv: csvOf(lineFor('Bob')) })
    await importDirectory(ctx, { csv: csvOf(lineFor('Ana'), lineFor('Bob')) })
    const refused = await use(old).catch((error: unknown) => error)
    expect(isRefusal(refused, 'token-invalid') && refused.facts).toEqual({
      why: 'revoked',
      on: '2026-11-23',
    })
    expect((await use(others)).agent.email).toBe('bob@agri.example')
    expect((await use(await made('ana@agri.example'))).agent.email).toBe('ana@agri.example')
  })

  it('makes who is missing inactive without deleting him, and active again when he returns', async () => {
    const both = csvOf(lineFor('Ana'), lineFor('Bob'))
    await importDirectory(ctx, { csv: both })
    expect(await importDirectory(ctx, { csv: csvOf(lineFor('Ana')) })).toEqual({
      ...zero,
      read: 1,
      unchanged: 1,
      deactivated: 1,
    })
    expect(await findAgent(store.read(), 'console', 'bob@agri.example')).toBeUndefined()
    expect(await store.read().count(AgentSchema)).toBe(2)
    expect(await importDirectory(ctx, { csv: both })).toEqual({
      ...zero,
      read: 2,
      unchanged: 1,
      updated: 1,
      reactivated: 1,
    })
    expect(await findAgent(store.read(), 'console', 'bob@agri.example')).toMatchObject({ active: true })
    expect(await store.read().count(IdentitySchema)).toBe(4)
  })

  it('moves who changes structure', async () => {
    await importDirectory(ctx, { csv: csvOf(lineFor('Ana')) })
    const report = await importDirectory(ctx, { csv: csvOf(lineFor('Ana', 'SD/DAAF/DAAF974')) })
    expect(report).toEqual({ ...zero, read: 1, updated: 1, moved: 1, structuresCreated: 1 })
    const ana = await findAgent(store.read(), 'console', 'ana@agri.example')
    expect(ana?.structure).toMatchObject({ code: 'daaf-974', zone: 'Indian/Reunion', level: 'region' })
  })

  it('loads the good lines and says what is wrong with the others; a refused line does not make its agent leave', async () => {
    await importDirectory(ctx, { csv: csvOf(lineFor('Ana'), lineFor('Bob')) })
    const csv = csvOf(
      lineFor('Ana', 'nulle/part'),
      lineFor('Cid'),
      lineFor('Cid'),
      lineFor('Dee').replace('dee@agri.example', 'inconnu'),
    )
    const report = await importDirectory(ctx, { csv })
    expect(report).toMatchObject({ read: 4, created: 1, deactivated: 1 })
    expect(report.refused.map(({ at }) => at)).toEqual([
      'ligne 2, Structure',
      'ligne 4, Mail',
      'ligne 5, Mail',
    ])
    expect(await findAgent(store.read(), 'console', 'ana@agri.example')).toBeDefined()
    expect(await findAgent(store.read(), 'console', 'bob@agri.example')).toBeUndefined()
  })

  it('changes nothing at all when it would make more than half inactive, unless this is confirmed', async () => {
    await importDirectory(ctx, { csv: csvOf(lineFor('Ana'), lineFor('Bob'), lineFor('Cid')) })
    const wrong = csvOf(lineFor('Zoe'))
    await expect(importDirectory(ctx, { csv: wrong })).rejects.toSatisfy((error) =>
      isRefusal(error, 'input-invalid'),
    )
    expect(await store.read().count(AgentSchema, { active: true })).toBe(3)
    expect(await store.read().count(AgentSchema)).toBe(3)
    expect(await importDirectory(ctx, { csv: wrong, allowMass: true })).toMatchObject({
      created: 1,
      deactivated: 3,
    })
  })

  it('refuses a file without its columns before it changes anything', async () => {
    await expect(importDirectory(ctx, { csv: 'Nom;Mail\nx;y\n' })).rejects.toSatisfy((error) =>
      isRefusal(error, 'import-unreadable'),
    )
  })

  it('lets two imports of the same file at once create each agent once', async () => {
    const csv = csvOf(...Array.from({ length: 50 }, (_, rank) => lineFor(`Agent${rank}`)))
    const reports = await Promise.all([importDirectory(ctx, { csv }), importDirectory(ctx, { csv })])
    expect(reports.map(({ created }) => created).sort((a, b) => a - b)).toEqual([0, 50])
  })

  it('takes ten thousand lines, telling how far it is', async () => {
    const csv = csvOf(
      ...Array.from({ length: 10_000 }, (_, rank) =>
        lineFor(`Agent${rank}`, `DDI/DDPP/DDPP${String((rank % 95) + 1).replace('20', '2A')}`),
      ),
    )
    const progress: number[] = []
    const report = await importDirectory(ctx, { csv, onProgress: (done) => progress.push(done) })
    expect(report).toMatchObject({ created: 10_000, refused: [] })
    expect(progress.at(-1)).toBe(10_000)
    expect(await importDirectory(ctx, { csv })).toMatchObject({ unchanged: 10_000, updated: 0 })
  })
})

describe('the import of rules', () => {
  const rules = (...lines: string[]) => ['Code;Structure;Requête;Raison;Destinataires', ...lines].join('\n')
  beforeEach(async () => {
    await importDirectory(ctx, { csv: csvOf(lineFor('Ana'), lineFor('Bob', 'AC/DAC/DGAL/MUS')) })
  })

  it('stores the query as it prints, and nothing the second time', async () => {
    const csv = rules('nationale;mus;danger:listeria ET dept:34;Alerte nationale;agents')
    expect(await importRules(ctx, { csv })).toEqual({
      read: 1,
      created: 1,
      updated: 0,
      unchanged: 0,
      deactivated: 0,
      refused: [],
      unheard: [],
    })
    expect(await importRules(ctx, { csv })).toMatchObject({ created: 0, updated: 0, unchanged: 1 })
    const [rule] = await store.read().findAll(RuleSchema)
    expect(rule).toMatchObject({ code: 'nationale', audience: 'agents', active: true })
    expect(rule?.query).toContain('danger:')
  })

  it('changes a rule by its code, makes who is missing inactive and takes it back', async () => {
    const one = 'a;mus;danger:listeria;Raison;agents'
    const other = 'b;ddpp-34;danger:salmonella;Raison;mailbox'
    await importRules(ctx, { csv: rules(one, other) })
    expect(await importRules(ctx, { csv: rules(one.replace('Raison', 'Autre')) })).toMatchObject({
      updated: 1,
      deactivated: 1,
    })
    expect(await importRules(ctx, { csv: rules(one, other) })).toMatchObject({ updated: 2, deactivated: 0 })
    expect(await store.read().count(RuleSchema, { active: true })).toBe(2)
  })

  it('refuses a query that never matches, or that always does by accident, naming the row, in a trial too', async () => {
    const csv = rules(
      'a;mus;état:retiré;Raison;agents',
      'b;mus;-état:ouvert -état:clos;Raison;agents',
      'c;mus;structure:ddpp-99;Raison;agents',
      'd;mus;dept:34 OU -dept:34;Raison;agents',
      'e;mus;danger:listeria -danger:bactérie;Raison;agents',
      'f;mus;structure:ddpp-34;Raison;agents',
      'g;mus;*;Raison;agents',
    )
    for (const trial of [true, false]) {
      const { created, refused } = await importRules(ctx, { csv, trial })
      expect(created).toBe(2)
      expect(refused.map(({ at, rule }) => `${at}: ${rule.split('\u00A0')[0]}`)).toEqual([
        'ligne 2, Requête: un évènement retiré n’avertit que ceux qui en avaient été avertis',
        'ligne 3, Requête: un évènement retiré n’avertit que ceux qui en avaient été avertis',
        'ligne 4, Requête: structure inconnue de l’annuaire',
        'ligne 5, Requête: tous les évènements y répondent',
        'ligne 6, Requête: elle se contredit',
      ])
    }
  })

  it('refuses a query that does not parse, an unknown structure or audience and a second code, and keeps the rule as it was', async () => {
    await importRules(ctx, { csv: rules('a;mus;danger:listeria;Raison;agents') })
    const report = await importRules(ctx, {
      csv: rules(
        'a;mus;couleur:rouge;Raison;agents',
        'b;nulle-part;danger:listeria;Raison;agents',
        'c;mus;danger:listeria;;tous',
        'd;mus;danger:listeria;Raison;agents',
        'd;mus;danger:listeria;Raison;agents',
      ),
    })
    expect(report).toMatchObject({ created: 1, updated: 0, deactivated: 0 })
    expect(report.refused.map(({ at }) => at)).toEqual([
      'ligne 2, Requête',
      'ligne 3, Structure',
      'ligne 4, Raison',
      'ligne 4, Destinataires',
      'ligne 6, Code',
    ])
    expect(await store.read().findOne(RuleSchema, { code: 'a' })).toMatchObject({ active: true })
  })
})
