import { BlockList, isIP } from 'node:net'

/** A range of addresses, or one address. */
export interface Cidr {
  readonly address: string
  readonly bits: number
  readonly family: 'ipv4' | 'ipv6'
}

/** Reads `203.0.113.7`, `203.0.113.0/24` or `2001:db8::/32`. Undefined when it is none of them, or every address (`/0`). */
export function readCidr(text: string): Cidr | undefined {
  const [, address = '', written] = /^([^/]{1,45})(?:\/(\d{1,3}))?$/.exec(text.trim()) ?? []
  const version = isIP(address)
  if (version === 0 || address.includes('%')) return undefined
  const most = version === 4 ? 32 : 128
  const bits = written === undefined ? most : Number(written)
  if (bits < 1 || bits > most) return undefined
  return { address, bits, family: version === 4 ? 'ipv4' : 'ipv6' }
}

/** True when the address is in one of the ranges; an IPv4 address in IPv6 clothes is the IPv4 address. */
export function isWithin(address: string, ranges: readonly string[]): boolean {
  const version = isIP(address)
  if (version === 0) return false
  const list = new BlockList()
  for (const cidr of ranges.map(readCidr))
    if (cidr !== undefined) list.addSubnet(cidr.address, cidr.bits, cidr.family)
  return list.check(address, version === 4 ? 'ipv4' : 'ipv6')
}
