import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideMembership, type Seen } from '#core/rooms/decide-membership.ts'
import { decideOutsiders } from '#core/rooms/decide-outsiders.ts'

const bot = '@vigie:essai'
const empty: Seen = { joined: [bot], invited: [], left: [], bot }
const wanted = [{ address: '@claire:essai', since: '2026-11-23T09:00:00Z' }]
const anybody = () => true

describe('the members of an event’s room', () => {
  it('are invited once: not who is in it, or has not answered yet', () => {
    expect(decideMembership(wanted, empty, anybody).invite).toEqual(['@claire:essai'])
    expect(decideMembership(wanted, { ...empty, joined: ['@claire:essai'] }, anybody).invite).toEqual([])
    expect(decideMembership(wanted, { ...empty, invited: ['@claire:essai'] }, anybody).invite).toEqual([])
  })

  it('who left by himself are asked again only for a reason that came after', () => {
    const left = (at: string): Seen => ({ ...empty, left: [{ address: '@claire:essai', at }] })
    expect(decideMembership(wanted, left('2026-11-23T10:00:00Z'), anybody).invite).toEqual([])
    expect(decideMembership(wanted, left('2026-11-23T08:00:00Z'), anybody).invite).toEqual(['@claire:essai'])
  })

  it('without the right are removed, joined or only invited, and those with it stay whoever invited them', () => {
    const seen = { ...empty, joined: [bot, '@marc:essai', '@intrus:essai'], invited: ['@autre:essai'] }
    expect(decideMembership([], seen, (address) => address === '@marc:essai')).toEqual({
      invite: [],
      remove: ['@intrus:essai', '@autre:essai'],
    })
  })

  it('settle: once done as decided, nothing is left to do, and Vigie never invites or removes itself', () => {
    const address = fc.constantFrom<string>('@a:e', '@b:e', '@c:e', '@d:e', bot)
    const instant = fc.integer({ min: 0, max: 9 }).map((day) => `2026-11-1${day}T00:00:00Z`)
    const addresses = fc.uniqueArray(address)
    fc.assert(
      fc.property(
        fc.array(fc.record({ address, since: instant })),
        fc.record({
          joined: addresses,
          invited: addresses,
          left: fc.uniqueArray(fc.record({ address, at: instant }), { selector: (one) => one.address }),
          bot: fc.constant(bot),
        }),
        addresses,
        (reasons, seen, allowed) => {
          const mayStay = (one: string) => allowed.includes(one)
          const { invite, remove } = decideMembership(reasons, seen, mayStay)
          expect([...invite, ...remove]).not.toContain(bot)
          expect(invite.every(mayStay)).toBe(true)
          const stays = (one: string) => !remove.includes(one)
          const after = {
            ...seen,
            joined: seen.joined.filter(stays),
            invited: [...seen.invited.filter(stays), ...invite],
          }
          expect(decideMembership(reasons, after, mayStay)).toEqual({ invite: [], remove: [] })
        },
      ),
    )
  })
})

describe('an outsider', () => {
  it('is anybody who is no active agent of the structure, linked to another or to none', () => {
    const structures = new Map([
      ['@claire:essai', 1],
      ['@marc:essai', 2],
    ])
    const outsiders = (members: string[]) => decideOutsiders(members, 1, (address) => structures.get(address))
    expect(outsiders([])).toEqual([])
    expect(outsiders(['@claire:essai'])).toEqual([])
    expect(outsiders(['@claire:essai', '@marc:essai'])).toEqual(['@marc:essai'])
    expect(outsiders(['@claire:essai', '@inconnu:essai'])).toEqual(['@inconnu:essai'])
  })
})
