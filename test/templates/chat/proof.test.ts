import { describe, expect, it } from 'vitest'
import { outcomeCodes } from '#core/diffusion/outcome.ts'
import type { ProofLine } from '#core/diffusion/prove.ts'
import { wordProof } from '#templates/chat/proof.ts'
import { proofCsv } from '#templates/web/proof-csv.ts'

const line: ProofLine = {
  name: 'DDPP 34',
  structure: 'DDPP 34',
  room: true,
  channel: 'matrix',
  address: '!salon:essai',
  entryRank: 2,
  entryType: 'published',
  version: 2,
  at: '2026-11-22T08:05:00.000Z',
  state: 'delivered',
  outcome: null,
  detail: null,
  reception: 'read',
  shownAt: null,
  receipt: '$1',
  readAt: '2026-11-22T09:00:00.000Z',
  acknowledgedAt: null,
  reasons: [{ type: 'subscription', id: 3, query: 'danger:listeria' }],
  digest: false,
  own: true,
}
const proof = (lines: ProofLine[]) => ({
  number: 'A-2026.1',
  title: 'Brie de Meaux',
  extractedAt: '2026-11-23T08:00:00Z',
  chain: { ok: true, entries: 2 },
  deliveries: { ok: true, deliveries: lines.length, seals: 1, hash: '', unsealed: 0, broken: [] },
  lines,
})

describe('a proof', () => {
  it('names a structure’s room as such, and says when it was first read', () => {
    const { text } = wordProof({ proof: proof([line]), page: 1 })
    expect(text).toContain('salon « DDPP 34 »')
    expect(text).toContain(
      'déposé sur Tchap le 22 novembre 2026 à 9 h 05, version 2, lu le 22 novembre 2026 à 10 h 00 par un premier lecteur',
    )
    expect(text).not.toContain('accusé')
  })

  it('says when an agent acknowledged, in a table too', () => {
    const marc = { ...line, name: 'Marc Odin', room: false, acknowledgedAt: '2026-11-22T09:01:00.000Z' }
    expect(wordProof({ proof: proof([marc]), page: 1 }).text).toContain(
      ', accusé le 22 novembre 2026 à 10 h 01',
    )
    const [title = '', row = ''] = proofCsv(proof([marc])).split('\r\n')
    const cells = new Map(title.split(';').map((name, at) => [name, row.split(';')[at]]))
    expect(cells.get('Lu (ISO 8601)')).toBe('2026-11-22T09:00:00.000Z')
    expect(cells.get('Accusé (Paris)')).toBe('22 novembre 2026 à 10 h 01')
  })

  it('keeps apart what waits for its reader, was shown, read or acknowledged, and never says « remis » of what nobody opened', () => {
    const at = '2026-11-22T09:00:00.000Z'
    const none = { readAt: null, acknowledgedAt: null, shownAt: null, room: false } as const
    const console = { ...line, ...none, channel: 'console' } as const
    const lines: ProofLine[] = [
      { ...console, reception: 'unseen' },
      { ...console, reception: 'shown', shownAt: at },
      { ...console, channel: 'email', reception: 'unseen' },
      { ...console, channel: 'matrix', reception: 'acknowledged', readAt: at, acknowledgedAt: at },
    ]
    const { text } = wordProof({ proof: proof(lines), page: 1 })
    expect(text).toContain('4 avis, 1 accusé, 1 affiché, 2 sans lecture connue.')
    expect(text).toContain('déposé le 22 novembre 2026 à 9 h 05, version 2, pas encore lu.')
    expect(text).toContain('version 2, affiché le 22 novembre 2026 à 10 h 00.')
    expect(text).toContain('remis au serveur de courriel le 22 novembre 2026 à 9 h 05, version 2.')
    const rows = proofCsv(proof(lines)).split('\r\n')
    expect(rows[1]).toContain(';en attente de son lecteur;')
    expect(rows[3]).toContain(';remis au serveur de courriel, lecture inconnue;')
    expect(rows.slice(-3, -1)).toEqual([
      'Évènement;A-2026.1;Brie de Meaux',
      'Preuve établie le;2026-11-23T08:00:00Z;23 novembre 2026 à 9 h 00',
    ])
  })

  it('has words for each way that a delivery may end, and shows none by its code', () => {
    for (const outcome of outcomeCodes) {
      const refused = { ...line, state: 'refused', reception: null, outcome } as const
      expect(wordProof({ proof: proof([refused]), page: 1 }).text).not.toContain(`(${outcome})`)
    }
  })
})
