import { describe, expect, it } from 'vitest'
import { UsageError } from '#adapters/cli/command.ts'
import { readWishes } from '#adapters/cli/commands/token.ts'
import { lastInstantOf } from '#adapters/cli/read-day.ts'
import { tokenLine } from '#adapters/cli/token-line.ts'
import { scopes } from '#core/http/scopes.ts'

describe('token creer', () => {
  it('makes a token that only reads, when nothing else is said', () => {
    expect(readWishes({})).toEqual({
      label: 'api',
      scopes: ['events:read'],
      expiresAt: undefined,
      addresses: undefined,
      perMinute: undefined,
    })
  })

  it('reads what it opens, its last day, its addresses and its limit', () => {
    const wished = readWishes({
      nom: 'labo',
      droits: 'events:read, proof',
      expire: '31/03/2027',
      adresses: '203.0.113.7, 10.1.0.0/16',
      limite: '1200',
    })
    expect({ ...wished, expiresAt: String(wished.expiresAt) }).toEqual({
      label: 'labo',
      scopes: ['events:read', 'proof'],
      expiresAt: '2027-03-31T22:00:00Z',
      addresses: ['203.0.113.7', '10.1.0.0/16'],
      perMinute: 1200,
    })
    expect(readWishes({ droits: 'tous' }).scopes).toEqual(scopes)
  })

  it.each([
    [{ droits: 'events:tout' }, '« events:tout »'],
    [{ droits: '' }, 'events:read, events:write'],
    [{ limite: 'beaucoup' }, '« beaucoup »'],
    [{ limite: '0' }, 'de 1 à 100000'],
    [{ expire: 'demain' }, '2027-03-31 ou 31/03/2027'],
    [{ expire: '31/02/2027' }, '« 31/02/2027 »'],
  ])('refuses %o with what to write', (options, words) => {
    expect(() => readWishes(options)).toThrow(UsageError)
    expect(() => readWishes(options)).toThrow(words)
  })
})

describe('a day that is the last one', () => {
  it('ends at midnight in Paris, however it is written', () => {
    expect(String(lastInstantOf('2027-01-05', 'expire'))).toBe('2027-01-05T23:00:00Z')
    expect(String(lastInstantOf('5/1/2027', 'expire'))).toBe('2027-01-05T23:00:00Z')
  })
})

describe('token lister', () => {
  const token = {
    scopes: ['events:read'],
    createdAt: new Date('2026-11-22T08:00:00Z'),
    expiresAt: new Date('2027-11-22T08:00:00Z'),
    addresses: ['10.0.0.0/8'],
    perMinute: 1200,
    lastUsedAt: new Date('2026-11-23T09:30:00Z'),
    revokedAt: null,
  }
  const now = Temporal.Instant.from('2026-12-01T08:00:00Z')

  it('says everything of a token but the token: what it opens, until when, from where, and its last use', () => {
    expect(tokenLine(token, now)).toBe(
      'droits : events:read ; créé le 22/11/2026 à 09:00 ; vaut jusqu’au 22/11/2027 à 09:00 ; depuis 10.0.0.0/8 ; 1 200 lectures par minute ; servi le 23/11/2026 à 10:30',
    )
  })

  it('says when it was never used, has expired or is revoked', () => {
    const over = { ...token, addresses: null, perMinute: null, lastUsedAt: null, revokedAt: token.createdAt }
    expect(tokenLine(over, Temporal.Instant.from('2028-01-01T00:00:00Z'))).toBe(
      'droits : events:read ; créé le 22/11/2026 à 09:00 ; expiré depuis le 22/11/2027 à 09:00 ; de toute adresse ; jamais servi ; révoqué le 22/11/2026 à 09:00',
    )
  })
})
