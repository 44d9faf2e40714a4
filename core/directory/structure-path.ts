import { slug } from '../kinds/nomenclatures/names.ts'
import { regions, territories, territoryOf } from '../kinds/nomenclatures/territories.ts'
import type { StructureLevel } from './structure.entity.ts'

/** What the path of the national directory says about a service. */
export interface StructureFacts {
  readonly code: string
  readonly label: string
  readonly level: StructureLevel
  readonly region: string | null
  readonly dept: string | null
  readonly zone: string
  /** What the code stands for, so that two services that would share one are noticed. Sub-services of a DDPP are the DDPP. */
  readonly stands: string
}

const paris = 'Europe/Paris'
const longest = 255

/**
 * `AC/DAC/DGAL/MUS`, `SD/DRAAF/DRAAF-OCCITANIE/SRAL`, `SD/DAAF/DAAF974`, `DDI/DDPP/DDPP34`, `UE/MINISTERES/MEEDDM/DDE/…`:
 * the services that Vigie is for. Undefined for any other path, and for a territory that does not exist.
 */
export function readStructurePath(written: string): StructureFacts | undefined {
  const parts = written.split('/').map((part) => part.trim().toUpperCase())
  const path = parts.join('/')
  if (path.startsWith('AC/DAC/DGAL') && parts[2] === 'DGAL') return plainFacts(parts, 'central')
  if (path.startsWith('UE/MINISTERES/MEEDDM/DDE')) return plainFacts(parts, 'other')
  const [root, , service = ''] = parts
  const [, kind = '', place = ''] =
    /^(DRI?E?AAF|DAAF|DDPP|DDETSPP|DDCSPP|DDECPP)[ -]?(.+)$/.exec(service) ?? []
  if (root === 'SD' && kind === 'DAAF') return deptFacts(kind, place, 'region')
  if (root === 'SD' && kind.startsWith('DR')) return regionFacts(parts, kind, place)
  if (root === 'DDI' && kind.startsWith('DD')) return deptFacts(kind, place, 'dept')
  return undefined
}

/** A central service, or one without territory, is called by the last part of its path. */
function plainFacts(parts: readonly string[], level: StructureLevel): StructureFacts | undefined {
  const label = parts.at(-1) ?? ''
  const code = slug(label)
  // Capitals and plain letters may be more than what was written: ß is SS, ㎯ is rad/s2.
  if (code === '' || Math.max(code.length, label.length) > longest) return undefined
  return { code, label, level, region: null, dept: null, zone: paris, stands: parts.join('/') }
}

function regionFacts(parts: readonly string[], kind: string, place: string): StructureFacts | undefined {
  // The directory writes the name; some files, the INSEE code.
  const found = /^\d+$/.test(place) ? regions.get(padded(place)) : undefined
  const named = found === undefined ? regions.find(place) : [found]
  const [region] = named.length === 1 ? named : []
  if (region === undefined) return undefined
  const sral = parts.slice(3).some((part) => part.startsWith('SRAL'))
  const name = sral ? 'SRAL' : kind
  return {
    code: `${slug(name)}-${slug(region.label)}`,
    label: `${name} ${region.label}`,
    level: 'region',
    region: region.code,
    dept: null,
    zone: territories.find((territory) => territory.region === region.code)?.zone ?? paris,
    stands: `${name} ${region.code}`,
  }
}

function deptFacts(kind: string, place: string, level: StructureLevel): StructureFacts | undefined {
  const dept = territoryOf(padded(place))
  if (dept === undefined) return undefined
  return {
    code: `${slug(kind)}-${slug(dept.code)}`,
    // Overseas, one service is both the region's and the département's: it goes by the name of the island.
    label: level === 'region' ? `${kind} ${dept.label}` : `${kind} ${dept.code}`,
    level,
    region: dept.region ?? null,
    dept: dept.code,
    zone: dept.zone,
    stands: `${kind} ${dept.code}`,
  }
}

/** `1` and `001` are written `01`; three digits are overseas. */
function padded(place: string): string {
  return /^2[AB]$/.test(place) ? place : String(Number(place)).padStart(2, '0')
}
