import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { settableClock } from '#core/clock.ts'
import { AgentSchema } from '#core/directory/agent.entity.ts'
import { isFault } from '#core/http/fault.ts'
import { scopes } from '#core/http/scopes.ts'
import { TokenSchema } from '#core/http/token.entity.ts'
import { findToken } from '#core/http/tokens/find-token.ts'
import { listTokens } from '#core/http/tokens/list-tokens.ts'
import { makeToken } from '#core/http/tokens/make-token.ts'
import { revokeToken } from '#core/http/tokens/revoke-token.ts'
import { isRefusal, type RefusalCode } from '#core/refusal.ts'
import type { Store } from '#core/store/store.ts'
import { freshStore } from '../../database.ts'
import { addPeople, type People } from './people.ts'

let store: Store
let people: People
const clock = settableClock('2026-11-22T08:00:00Z')
const find = (secret: string, from = '203.0.113.7') => findToken({ store, clock }, { secret, from })
const operator = () => ({ store, clock, actor: { type: 'system', name: 'exploitant' } }) as const

beforeAll(async () => {
  store = await freshStore()
  people = await addPeople(store)
})
afterAll(() => store.close())

describe('makeToken', () => {
  it('gives 256 random bits once and keeps only their hash', async () => {
    const made = await makeToken(operator(), {
      email: ' Claire.Vidal@ddpp34.example ',
      label: 'essai',
      scopes,
    })
    expect(made.token).toMatch(/^vgi_[\w-]{43}$/)
    const kept = await store.read().findOneOrFail(TokenSchema, { id: made.id })
    expect(JSON.stringify(kept)).not.toContain(made.token.slice(4))
    expect(kept.hash).toMatch(/^[0-9a-f]{64}$/)
  })

  it('refuses an unknown agent, one who left, and an empty label', async () => {
    expect(await codeOf(makeToken(operator(), { email: 'nul@part.example', label: 'x', scopes }))).toBe(
      'agent-not-found',
    )
    expect(await codeOf(makeToken(operator(), { email: people.gone.email, label: 'x', scopes }))).toBe(
      'agent-inactive',
    )
    expect(await codeOf(makeToken(operator(), { email: people.claire.email, label: ' ', scopes }))).toBe(
      'input-invalid',
    )
  })

  it('keeps what the token opens, where it may be used from, its limit and its end', async () => {
    const expiresAt = Temporal.Instant.from('2027-03-31T22:00:00Z')
    const wished = { scopes: ['proof', 'proof'], addresses: [' 203.0.113.0/24'], perMinute: 1200, expiresAt }
    const { id } = await makeToken(operator(), { email: people.claire.email, label: 'labo', ...wished })
    expect(await store.read().findOneOrFail(TokenSchema, { id })).toMatchObject({
      scopes: ['proof'],
      addresses: ['203.0.113.0/24'],
      perMinute: 1200,
      expiresAt: new Date('2027-03-31T22:00:00Z'),
    })
  })

  it('ends a token after a year unless told, and in five years at most', async () => {
    const made = (expiresAt?: string) =>
      makeToken(operator(), {
        email: people.claire.email,
        label: 'fin',
        scopes,
        ...(expiresAt === undefined ? {} : { expiresAt: Temporal.Instant.from(expiresAt) }),
      })
    expect((await made()).expiresAt.toString()).toBe('2027-11-22T08:00:00Z')
    expect((await made('2031-11-20T00:00:00Z')).expiresAt.toString()).toBe('2031-11-20T00:00:00Z')
    for (const wrong of ['2026-11-22T08:00:00Z', '2032-01-01T00:00:00Z'])
      expect(await codeOf(made(wrong))).toBe('input-invalid')
  })

  it('refuses no scope, an unknown scope, an address that is none, every address, and a limit that is none', async () => {
    const wrong = [
      { scopes: [] },
      { scopes: ['events:all'] },
      { addresses: ['203.0.113'] },
      { addresses: ['0.0.0.0/0'] },
      { addresses: [] },
      { perMinute: 0 },
      { perMinute: 1.5 },
    ]
    for (const part of wrong)
      expect([
        part,
        await codeOf(makeToken(operator(), { email: people.claire.email, label: 'x', scopes, ...part })),
      ]).toEqual([part, 'input-invalid'])
  })

  it('lets an agent make his own tokens and nobody else’s', async () => {
    const claire = { store, clock, actor: { type: 'agent', agent: people.claire } } as const
    expect((await makeToken(claire, { email: people.claire.email, label: 'à moi', scopes })).token).toMatch(
      /^vgi_/,
    )
    expect(await codeOf(makeToken(claire, { email: people.marc.email, label: 'à lui', scopes }))).toBe(
      'agent-not-found',
    )
    expect(await codeOf(listTokens(claire, { email: people.marc.email }))).toBe('agent-not-found')
  })
})

describe('findToken', () => {
  it('finds the agent behind a token, with his structure', async () => {
    const { token } = await makeToken(operator(), { email: people.claire.email, label: 'lecture', scopes })
    const { agent } = await find(token)
    expect([agent.email, agent.structure.code]).toEqual([people.claire.email, 'ddpp-34'])
  })

  it('notes the use at most once a minute', async () => {
    const { id, token } = await makeToken(operator(), { email: people.claire.email, label: 'minute', scopes })
    const lastUsed = async () =>
      (await store.read().findOneOrFail(TokenSchema, { id })).lastUsedAt?.toISOString()
    const uses: (string | undefined)[] = []
    for (const instant of ['2026-11-22T09:00:00Z', '2026-11-22T09:00:59Z', '2026-11-22T09:01:00Z']) {
      clock.set(instant)
      await find(token)
      uses.push(await lastUsed())
    }
    const { token: known } = await find(token)
    expect(known.label).toBe('minute')
    expect(uses).toEqual(['2026-11-22T09:00:00.000Z', '2026-11-22T09:00:00.000Z', '2026-11-22T09:01:00.000Z'])
  })

  it('refuses what is not a token, one that nobody made, and a revoked one', async () => {
    const { id, token } = await makeToken(operator(), { email: people.claire.email, label: 'fini', scopes })
    expect(await revokeToken(operator(), { id })).toBe(true)
    for (const bad of ['', 'vgi_', `vgi_${'A'.repeat(43)}`, `${token}x`, token])
      expect(await codeOf(find(bad))).toBe('token-invalid')
  })

  it('refuses the token of an agent who has left, saying so', async () => {
    const { token } = await makeToken(operator(), { email: people.marc.email, label: 'avant', scopes })
    await store.read().nativeUpdate(AgentSchema, { id: people.marc.id }, { active: false })
    expect(await codeOf(find(token))).toBe('agent-inactive')
    await store.read().nativeUpdate(AgentSchema, { id: people.marc.id }, { active: true })
  })
})

describe('a token that may be used from some addresses only', () => {
  it('is good from these, and no others', async () => {
    const addresses = ['203.0.113.7', '10.0.0.0/8']
    const { token } = await makeToken(operator(), {
      email: people.claire.email,
      label: 'ici',
      scopes,
      addresses,
    })
    for (const from of ['203.0.113.7', '10.200.3.4'])
      expect((await find(token, from)).token.label).toBe('ici')
    for (const from of ['203.0.113.8', '11.0.0.1', 'unknown', '']) {
      const error = await find(token, from).catch((refused: unknown) => refused)
      expect(isFault(error, 'address-refused') && error.facts.address).toBe(from)
    }
  })
})

describe('listTokens', () => {
  it('lists labels, uses and revocations, and never a hash', async () => {
    const { id } = await makeToken(operator(), { email: people.marc.email, label: 'robot du labo', scopes })
    await revokeToken(operator(), { id })
    const last = (await listTokens(operator(), { email: people.marc.email })).at(-1)
    expect(last).toMatchObject({ id, label: 'robot du labo', lastUsedAt: null })
    expect(last?.revokedAt).toBeInstanceOf(Date)
    expect(last).not.toHaveProperty('hash')
  })
})

describe('revokeToken', () => {
  it('says false for a token that is unknown, revoked already, or somebody else’s', async () => {
    const { id } = await makeToken(operator(), { email: people.marc.email, label: 'x', scopes })
    const claire = { store, clock, actor: { type: 'agent', agent: people.claire } } as const
    expect(await revokeToken(claire, { id })).toBe(false)
    expect(await revokeToken(operator(), { id })).toBe(true)
    expect(await revokeToken(operator(), { id })).toBe(false)
    expect(await revokeToken(operator(), { id: 999_999 })).toBe(false)
  })
})

async function codeOf(promise: Promise<unknown>): Promise<RefusalCode | undefined> {
  return promise.then(
    () => undefined,
    (error: unknown) =>
      (['agent-not-found', 'agent-inactive', 'token-invalid', 'input-invalid'] as const).find((code) =>
        isRefusal(error, code),
      ),
  )
}
