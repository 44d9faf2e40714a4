import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { settableClock } from '#core/clock.ts'
import { AgentSchema } from '#core/directory/agent.entity.ts'
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
const operator = () => ({ store, clock, actor: { type: 'system', name: 'exploitant' } }) as const

beforeAll(async () => {
  store = await freshStore()
  people = await addPeople(store)
})
afterAll(() => store.close())

describe('makeToken', () => {
  it('gives 256 random bits once and keeps only their hash', async () => {
    const made = await makeToken(operator(), { email: ' Claire.Vidal@ddpp34.example ', label: 'essai' })
    expect(made.token).toMatch(/^vgi_[\w-]{43}$/)
    const kept = await store.read().findOneOrFail(TokenSchema, { id: made.id })
    expect(JSON.stringify(kept)).not.toContain(made.token.slice(4))
    expect(kept.hash).toMatch(/^[0-9a-f]{64}$/)
  })

  it('refuses an unknown agent, one who left, and an empty label', async () => {
    expect(await codeOf(makeToken(operator(), { email: 'nul@part.example', label: 'x' }))).toBe(
      'agent-not-found',
    )
    expect(await codeOf(makeToken(operator(), { email: people.gone.email, label: 'x' }))).toBe(
      'agent-inactive',
    )
    expect(await codeOf(makeToken(operator(), { email: people.claire.email, label: ' ' }))).toBe(
      'input-invalid',
    )
  })

  it('lets an agent make his own tokens and nobody else’s', async () => {
    const claire = { store, clock, actor: { type: 'agent', agent: people.claire } } as const
    expect((await makeToken(claire, { email: people.claire.email, label: 'à moi' })).token).toMatch(/^vgi_/)
    expect(await codeOf(makeToken(claire, { email: people.marc.email, label: 'à lui' }))).toBe(
      'agent-not-found',
    )
    expect(await codeOf(listTokens(claire, { email: people.marc.email }))).toBe('agent-not-found')
  })
})

describe('findToken', () => {
  it('finds the agent behind a token, with his structure', async () => {
    const { token } = await makeToken(operator(), { email: people.claire.email, label: 'lecture' })
    const agent = await findToken(store, clock, token)
    expect([agent.email, agent.structure.code]).toEqual([people.claire.email, 'ddpp-34'])
  })

  it('notes the use at most once a minute', async () => {
    const { id, token } = await makeToken(operator(), { email: people.claire.email, label: 'minute' })
    const lastUsed = async () =>
      (await store.read().findOneOrFail(TokenSchema, { id })).lastUsedAt?.toISOString()
    const uses: (string | undefined)[] = []
    for (const instant of ['2026-11-22T09:00:00Z', '2026-11-22T09:00:59Z', '2026-11-22T09:01:00Z']) {
      clock.set(instant)
      await findToken(store, clock, token)
      uses.push(await lastUsed())
    }
    expect(uses).toEqual(['2026-11-22T09:00:00.000Z', '2026-11-22T09:00:00.000Z', '2026-11-22T09:01:00.000Z'])
  })

  it('refuses what is not a token, one that nobody made, and a revoked one', async () => {
    const { id, token } = await makeToken(operator(), { email: people.claire.email, label: 'fini' })
    expect(await revokeToken(operator(), { id })).toBe(true)
    for (const bad of ['', 'vgi_', `vgi_${'A'.repeat(43)}`, `${token}x`, token])
      expect(await codeOf(findToken(store, clock, bad))).toBe('token-invalid')
  })

  it('refuses the token of an agent who has left, saying so', async () => {
    const { token } = await makeToken(operator(), { email: people.marc.email, label: 'avant' })
    await store.read().nativeUpdate(AgentSchema, { id: people.marc.id }, { active: false })
    expect(await codeOf(findToken(store, clock, token))).toBe('agent-inactive')
    await store.read().nativeUpdate(AgentSchema, { id: people.marc.id }, { active: true })
  })
})

describe('listTokens', () => {
  it('lists labels, uses and revocations, and never a hash', async () => {
    const { id } = await makeToken(operator(), { email: people.marc.email, label: 'robot du labo' })
    await revokeToken(operator(), { id })
    const last = (await listTokens(operator(), { email: people.marc.email })).at(-1)
    expect(last).toMatchObject({ id, label: 'robot du labo', lastUsedAt: null })
    expect(last?.revokedAt).toBeInstanceOf(Date)
    expect(last).not.toHaveProperty('hash')
  })
})

describe('revokeToken', () => {
  it('says false for a token that is unknown, revoked already, or somebody else’s', async () => {
    const { id } = await makeToken(operator(), { email: people.marc.email, label: 'x' })
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
