import { describe, expect, it } from 'vitest'
import { isWithin, readCidr } from '#core/http/cidr.ts'
import { clientAddress } from '#core/http/client-address.ts'

describe('readCidr', () => {
  it('reads an address or a range, of IPv4 or IPv6', () => {
    expect(readCidr(' 203.0.113.7 ')).toEqual({ address: '203.0.113.7', bits: 32, family: 'ipv4' })
    expect(readCidr('203.0.113.0/24')).toEqual({ address: '203.0.113.0', bits: 24, family: 'ipv4' })
    expect(readCidr('2001:db8::/32')).toEqual({ address: '2001:db8::', bits: 32, family: 'ipv6' })
    expect(readCidr('::1')).toEqual({ address: '::1', bits: 128, family: 'ipv6' })
  })

  it.each([
    '',
    'loopback',
    '203.0.113',
    '203.0.113.0/33',
    '203.0.113.0/',
    '::/129',
    'fe80::1%eth0',
    '203.0.113.7:80',
    'vigie.example.fr',
  ])('does not take « %s » for one', (text) => {
    expect(readCidr(text)).toBeUndefined()
  })

  it('does not take every address for a range', () => {
    expect(readCidr('0.0.0.0/0')).toBeUndefined()
    expect(readCidr('::/0')).toBeUndefined()
  })
})

describe('isWithin', () => {
  it('compares by range, and knows an IPv4 address in IPv6 clothes', () => {
    expect(isWithin('203.0.113.200', ['203.0.113.0/24'])).toBe(true)
    expect(isWithin('::ffff:203.0.113.200', ['203.0.113.0/24'])).toBe(true)
    expect(isWithin('203.0.114.1', ['203.0.113.0/24', '2001:db8::/32'])).toBe(false)
    expect(isWithin('2001:db8:5::1', ['2001:db8::/32'])).toBe(true)
  })

  it('is false for what is no address, and in no range', () => {
    expect(isWithin('unknown', ['203.0.113.0/24'])).toBe(false)
    expect(isWithin('203.0.113.1', [])).toBe(false)
  })
})

describe('clientAddress', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8::1', '2001:db8::1'],
    ['203.0.113.7:4433', '203.0.113.7'],
    ['[2001:db8::1]:4433', '2001:db8::1'],
    ['unknown', 'unknown'],
    ['_hidden', 'unknown'],
    [`${'9'.repeat(20_000)}:1`, 'unknown'],
  ])('reads « %s »', (ip, address) => {
    expect(clientAddress({ ip })).toBe(address)
  })
})
