import type { EventReading } from '../events/read.ts'
import { startOf } from '../query/cut.ts'
import { Refusal } from '../refusal.ts'

/**
 * `"4.7.full"`: version, length of the journal, view. The journal grows without a new version, so the version alone
 * would call an event with a new message unchanged.
 */
export function etagOf(reading: Pick<EventReading, 'brief' | 'entryCount'>): string {
  return `"${reading.brief.version}.${reading.entryCount}.${reading.brief.view}"`
}

/** True when one of the tags of If-None-Match is this one. */
export function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes(etag) || tags.includes('*')
}

/**
 * The version that If-Match names, from an ETag or written alone; undefined when the header is absent or `*`.
 * @throws Refusal input-invalid when it is neither
 */
export function versionOf(ifMatch: string | undefined): number | undefined {
  const written = ifMatch?.trim()
  if (written === undefined || written === '*') return undefined
  const version = /^(?:W\/)?"?(\d{1,9})(?:\.\d+\.[a-z]+)?"?$/.exec(written)?.[1]
  if (version !== undefined) return Number(version)
  const rule = 'attendu : l’ETag reçu, par exemple "4.7.full", ou le numéro de version'
  const place = { at: 'If-Match', pointer: '/if-match', in: 'header' } as const
  throw new Refusal('input-invalid', { issues: [{ ...place, seen: startOf(written, 60), rule }] })
}
