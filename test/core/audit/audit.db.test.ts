import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Audited, auditActions } from '#core/audit/audited.ts'
import { forgetAudit } from '#core/audit/forget.ts'
import { listAudit } from '#core/audit/list.ts'
import { recordAudit } from '#core/audit/record.ts'
import type { Context } from '#core/context.ts'
import { proveDiffusion } from '#core/diffusion/prove.ts'
import { reachOf } from '#core/diffusion/reach.ts'
import { AgentSchema } from '#core/directory/agent.entity.ts'
import { importDirectory } from '#core/directory/import-directory.ts'
import { importIdentities } from '#core/directory/import-identities.ts'
import { unlink, unlinkAddress } from '#core/directory/unlink.ts'
import { attachDocuments } from '#core/documents/attach.ts'
import { findDocument } from '#core/documents/find.ts'
import { listDocuments } from '#core/documents/list.ts'
import { readDocument } from '#core/documents/read.ts'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import { readEvent } from '#core/events/read.ts'
import { findToken } from '#core/http/tokens/find-token.ts'
import { makeToken } from '#core/http/tokens/make-token.ts'
import { revokeToken } from '#core/http/tokens/revoke-token.ts'
import { sealProof } from '#core/proof/sealed-proof.ts'
import { findEvents } from '#search/find.ts'
import { indexEvents } from '#search/keep-up.ts'
import { postgresEngine } from '#search/postgres/engine.ts'
import { testNotary } from '#test/core/proof/notary.ts'
import { asOwner } from '#test/database.ts'
import { refusalOf } from '#test/refusal-of.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'

let world: World
let claire: Context
let colleague: Context
let paul: Context
let number: string
/** The last line before each test. */
let seen = 0

beforeAll(async () => {
  world = await makeWorld()
  const herault = await world.structure('ddpp-34', { region: '76', dept: '34' })
  const gard = await world.structure('ddpp-30', { region: '76', dept: '30' })
  claire = world.as(await world.agent('Claire Vidal', herault))
  colleague = world.as(await world.agent('Luc Roux', herault))
  paul = world.as(await world.agent('Paul Serre', gard))
  ;({ number } = await openEvent(claire, { kind: 'food-product', fields: cheese }))
  await publishEvent(claire, { number })
  await attachDocuments(claire, {
    number,
    files: [{ name: 'photo.jpg', mediaType: 'image/jpeg', bytes: Buffer.from('\xff\xd8\xff x', 'latin1') }],
  })
  const ids = z
    .array(z.object({ id: z.int() }))
    .parse(await world.store.read().execute('select id from event'))
  await indexEvents(
    world.store,
    postgresEngine(world.store),
    ids.map(({ id }) => id),
  )
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(async () => {
  seen = (await listAudit(world.store, {}, { limit: 1 }))[0]?.id ?? 0
})

/** What was recorded since this test began, oldest first. */
async function recorded(): Promise<{ who: string; act: Audited }[]> {
  const lines = await listAudit(world.store, {}, { limit: 100 })
  return lines
    .filter(({ id }) => id > seen)
    .reverse()
    .map(({ who, act }) => ({ who, act }))
}
const pauls = (act: object) => [{ who: 'paul.serre@agri.example', act }]

describe('what a person is shown of an event of another structure', () => {
  it.each([
    ['read', () => readEvent(paul, { number }), {}],
    ['reach', () => reachOf(paul, { number }), {}],
    ['documents', () => listDocuments(paul, { number }), {}],
    ['document', () => readDocument(paul, { number, id: 1 }), { document: 1 }],
    ['proof', () => proveDiffusion(paul, { number }), { lines: 0 }],
    ['export', () => proveDiffusion(paul, { number, exported: true }), { lines: 0 }],
    ['export', () => sealProof(paul, testNotary(), { number }), { lines: 0 }],
  ] as const)('leaves one line: %s', async (action, read, facts) => {
    await read()
    expect(await recorded()).toEqual(pauls({ action, event: number, ...facts }))
  })

  it('leaves none within its own structure, but for proofs, exports and documents that are opened', async () => {
    for (const ctx of [claire, colleague]) {
      await readEvent(ctx, { number })
      await reachOf(ctx, { number })
      await listDocuments(ctx, { number })
    }
    expect(await recorded()).toEqual([])
    await readDocument(colleague, { number, id: 1 })
    await proveDiffusion(colleague, { number })
    await proveDiffusion(colleague, { number, exported: true })
    expect((await recorded()).map(({ act }) => act.action)).toEqual(['document', 'proof', 'export'])
  })

  it('leaves none when it is the system that looks, or when nothing is shown', async () => {
    await readEvent(world.system, { number })
    await proveDiffusion(world.system, { number })
    await findDocument(paul, { number, id: 1 })
    expect(await refusalOf(readEvent(paul, { number: 'A-2026.999' }))).toBe('event-not-found')
    expect(await refusalOf(readDocument(paul, { number, id: 9 }))).toBe('document-not-found')
    expect(await recorded()).toEqual([])
  })

  it('is not shown when it cannot be recorded', async () => {
    await asOwner(world.store.url, (owner) => owner.query('alter table audit rename to elsewhere'))
    try {
      await expect(readEvent(paul, { number })).rejects.toThrow('audit')
      expect((await readEvent(claire, { number })).brief.number).toBe(number)
    } finally {
      await asOwner(world.store.url, (owner) => owner.query('alter table elsewhere rename to audit'))
    }
  })
})

describe('a search', () => {
  it('leaves how much it found, not what was asked', async () => {
    await findEvents(paul, postgresEngine(world.store), { text: 'listeria' })
    await findEvents(claire, postgresEngine(world.store), { text: 'introuvable' })
    expect(await recorded()).toEqual([
      ...pauls({ action: 'search', total: 1, shown: 1 }),
      { who: 'claire.vidal@agri.example', act: { action: 'search', total: 0, shown: 0 } },
    ])
  })
})

describe('tokens', () => {
  it('leave a line when made, at their first use of a day, and when revoked', async () => {
    const secrets = { label: 'essai', scopes: ['proof'] }
    const made = await makeToken(world.system, { email: 'Paul.Serre@agri.example', ...secrets })
    const use = () => findToken(world, { secret: made.token, from: '203.0.113.7' })
    await Promise.all([use(), use(), use()])
    world.clock.set('2026-11-23T11:00:00Z')
    await use()
    world.clock.set('2026-11-23T23:30:00Z') // The next day, in Paris.
    await use()
    expect(await revokeToken(world.system, { id: made.id })).toBe(true)
    expect(await revokeToken(world.system, { id: made.id })).toBe(false)
    const agent = 'paul.serre@agri.example'
    expect(await recorded()).toEqual([
      { who: 'Essai', act: { action: 'token-created', agent, token: made.id, scopes: ['proof'] } },
      ...pauls({ action: 'token-used', token: made.id }),
      ...pauls({ action: 'token-used', token: made.id }),
      { who: 'Essai', act: { action: 'token-revoked', agent, token: made.id } },
    ])
    expect(JSON.stringify(await recorded())).not.toContain(made.token.slice(4))
  })
})

describe('the directory', () => {
  const header =
    'Structure;Prénom;Nom;Mail;Fonction_hiérarchique;Complément_fonction;Téléphone;Mobile;Domaines'
  const line = (name: string, structure: string, domains: string) =>
    `${structure};${name};Essai;${name.toLowerCase()}@agri.example;Inspecteur;;0400000000;;${domains}`
  const load = (...lines: string[]) =>
    importDirectory(world.system, { csv: [header, ...lines].join('\n'), allowMass: true })

  it('leaves a line for each agent whose structure, domains or activity change, and for no other change', async () => {
    await load(line('Ana', 'DDI/DDPP/DDPP34', ''), line('Bea', 'DDI/DDPP/DDPP34', ''))
    seen = (await listAudit(world.store, {}, { limit: 1 }))[0]?.id ?? 0
    await load(
      line('Ana', 'DDI/DDPP/DDPP34', '').replace('Inspecteur', 'Cheffe'),
      line('Bea', 'DDI/DDPP/DDPP30', ''),
    )
    await load(line('Ana', 'DDI/DDPP/DDPP34', ''))
    const bea = { structure: 'ddpp-34', domains: ['food'], active: true }
    const moved = { ...bea, structure: 'ddpp-30' }
    expect((await recorded()).map(({ act }) => act)).toEqual([
      { action: 'rights', agent: 'bea@agri.example', before: bea, after: moved },
      { action: 'rights', agent: 'bea@agri.example', before: moved, after: { ...moved, active: false } },
    ])
  })

  it('leaves the rights of who is new, and what leaving takes: account and tokens', async () => {
    await load(line('Ana', 'DDI/DDPP/DDPP34', ''), line('Zoé', 'DDI/DDPP/DDPP34', '').replace('zoé@', 'zoe@'))
    await importIdentities(world.system, {
      csv: 'Canal;Adresse;Courriel\ntchap;@zoe:agri.example;zoe@agri.example',
    })
    const { id } = await makeToken(world.system, { email: 'zoe@agri.example', label: 'x', scopes: ['proof'] })
    await load(line('Ana', 'DDI/DDPP/DDPP34', ''))
    const agent = 'zoe@agri.example'
    const account = { agent, provider: 'matrix', address: '@zoe:agri.example' }
    const rights = { structure: 'ddpp-34', domains: ['food'], active: true }
    expect((await recorded()).map(({ act }) => act)).toEqual([
      { action: 'rights', agent, before: null, after: rights },
      { action: 'identity-linked', ...account },
      { action: 'token-created', agent, token: id, scopes: ['proof'] },
      { action: 'identity-unlinked', ...account },
      { action: 'token-revoked', agent, token: id },
      { action: 'rights', agent, before: rights, after: { ...rights, active: false } },
    ])
  })

  it('leaves a line for each account that is linked and unlinked, by whom, and none for a dry run', async () => {
    const csv = (address: string) => `Canal;Adresse;Courriel\ntchap;${address};ana@agri.example`
    await importIdentities(world.system, { csv: csv('@ana:agri.example'), trial: true })
    await importIdentities(world.system, { csv: csv('@ana:agri.example') })
    await importIdentities(world.system, { csv: csv('@ana:agri.example') })
    await importIdentities(world.system, { csv: csv('@ana2:agri.example') })
    await unlinkAddress(world.system, { address: '@ana2:agri.example' })
    await importIdentities(world.system, { csv: csv('@ana3:agri.example') })
    const ana = await world.store
      .read()
      .findOneOrFail(AgentSchema, { email: 'ana@agri.example' }, { populate: ['structure'] })
    await unlink(world.as(ana))
    const said = (await recorded()).map(({ who, act }) =>
      act.action === 'identity-linked' || act.action === 'identity-unlinked'
        ? `${who} ${act.action} ${act.address} ${act.agent}`
        : act,
    )
    expect(said).toEqual([
      'Essai identity-linked @ana:agri.example ana@agri.example',
      'Essai identity-unlinked @ana:agri.example ana@agri.example',
      'Essai identity-linked @ana2:agri.example ana@agri.example',
      'Essai identity-unlinked @ana2:agri.example ana@agri.example',
      'Essai identity-linked @ana3:agri.example ana@agri.example',
      'ana@agri.example identity-unlinked @ana3:agri.example ana@agri.example',
    ])
  })
})

describe('the table', () => {
  it('was given a line of every action but the operator’s by these tests, and no word of an event', async () => {
    const lines = await listAudit(world.store, {}, { limit: 1000 })
    const given = new Set(lines.map(({ act }) => act.action))
    expect(auditActions.filter((action) => !given.has(action))).toEqual(['command'])
    const all = JSON.stringify(lines).toLowerCase()
    const words = Object.values(cheese).flatMap((value) =>
      typeof value === 'string' && value.length > 6 ? value : [],
    )
    expect(words.length).toBeGreaterThan(0)
    for (const word of [...words, 'listeria', 'introuvable', 'photo.jpg'])
      expect(all).not.toContain(word.toLowerCase())
  })

  it('refuses to the program every change of a line', async () => {
    const em = world.store.read()
    for (const change of [
      "update audit set action = 'search'",
      'delete from audit',
      'truncate audit',
      'drop table audit',
    ])
      await expect(em.execute(change)).rejects.toThrow(/permission denied|must be owner/)
  })

  it('refuses also to its owner to update, to empty, and to delete what is recent', async () => {
    await asOwner(world.store.url, async (owner) => {
      for (const change of ["update audit set action = 'search'", 'delete from audit', 'truncate audit'])
        await expect(owner.query(change)).rejects.toThrow('the audit is append-only')
    })
  })

  it('forgets what is older than its months, by the one function that may, and refuses fewer than six of them', async () => {
    const day = 24 * 3600 * 1000
    for (const days of [800, 200, 100])
      await recordAudit(
        world.store.read(),
        {
          actor: { type: 'system', name: `il y a ${days} jours` },
          clock: { now: () => Temporal.Instant.fromEpochMilliseconds(Date.now() - days * day) },
        },
        { action: 'search', total: 0, shown: 0 },
      )
    const left = async () =>
      (await listAudit(world.store, { action: 'search' }, { limit: 100 })).flatMap(({ who }) =>
        who.startsWith('il y a') ? [who] : [],
      )
    expect(await forgetAudit(world.store, 24)).toBe(1)
    expect(await left()).toEqual(['il y a 100 jours', 'il y a 200 jours'])
    expect(await forgetAudit(world.store, 6)).toBe(1)
    expect(await left()).toEqual(['il y a 100 jours'])
    await expect(forgetAudit(world.store, 5)).rejects.toThrow('six months at least')
  })
})
