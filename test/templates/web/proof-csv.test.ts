import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { ProofLine } from '#core/diffusion/prove.ts'
import { proofCsv } from '#templates/web/proof-csv.ts'

const line: ProofLine = {
  name: 'Claire Vidal',
  structure: 'DDPP 34',
  room: false,
  channel: 'email',
  address: 'claire.vidal@herault.example',
  entryRank: 2,
  entryType: 'published',
  version: 2,
  at: '2026-11-22T08:05:00.000Z',
  state: 'delivered',
  outcome: null,
  detail: null,
  reception: 'unseen',
  shownAt: null,
  receipt: '<x@vigie>',
  readAt: null,
  acknowledgedAt: null,
  reasons: [{ type: 'follow' }],
  digest: false,
  own: true,
}
const chain = { ok: true, entries: 2 }
const deliveries = { ok: true, deliveries: 1, seals: 1, hash: '', unsealed: 0, broken: [] }
const drawn = { number: 'A-2026.1', title: 'Brie de Meaux', extractedAt: '2026-11-23T08:00:00Z', deliveries }

describe('proofCsv', () => {
  it('opens in a French spreadsheet: byte order mark, semicolons, one delivery a line, then the check of the journal', () => {
    const csv = proofCsv({ ...drawn, chain, lines: [line] })
    expect(csv.startsWith('\uFEFFDestinataire;Structure;')).toBe(true)
    const [, first, journal, notices] = read(csv)
    expect(first?.slice(0, 4)).toEqual([
      'Claire Vidal',
      'DDPP 34',
      'courriel',
      'claire.vidal@herault.example',
    ])
    expect(first).toContain('22 novembre 2026 à 9 h 05')
    expect(first).toContain('remis au serveur de courriel, lecture inconnue')
    expect(journal).toEqual(['Fil de suivi', 'intact, 2 lignes'])
    expect(notices).toEqual(['Remises', 'intactes'])
  })

  it('says where the journal was altered', () => {
    const csv = proofCsv({ ...drawn, chain: { ok: false, entries: 2, brokenAt: 2 }, lines: [] })
    expect(read(csv).at(-4)).toEqual(['Fil de suivi', 'le fil de suivi a été altéré à partir de l’entrée 2'])
  })

  it('disarms a value that a spreadsheet would run', () => {
    const csv = proofCsv({ ...drawn, chain, lines: [{ ...line, name: '=HYPERLINK("http://x")' }] })
    expect(read(csv)[1]?.[0]).toBe(`'=HYPERLINK("http://x")`)
  })

  it('keeps any name whole, whatever separators, quotes and line breaks it holds', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        const name = `x${text}`
        expect(read(proofCsv({ ...drawn, chain, lines: [{ ...line, name }] }))[1]?.[0]).toBe(name)
      }),
    )
  })
})

function read(csv: string): string[][] {
  const rows: unknown = parse(csv, {
    delimiter: ';',
    bom: true,
    relax_column_count: true,
    record_delimiter: '\r\n',
  })
  return z.array(z.array(z.string())).parse(rows)
}
