import { describe, expect, it } from 'vitest'
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
  receipt: '$1',
  readAt: '2026-11-22T09:00:00.000Z',
  acknowledgedAt: null,
  reasons: [{ type: 'subscription', id: 3, query: 'danger:listeria' }],
  digest: false,
  own: true,
}
const proof = (lines: ProofLine[]) => ({ number: 'A-2026.1', chain: { ok: true, entries: 2 }, lines })

describe('a proof', () => {
  it('names a structure’s room as such, and says when it was first read', () => {
    const { text } = wordProof({ proof: proof([line]) })
    expect(text).toContain('salon « DDPP 34 »')
    expect(text).toContain(
      'remis le 22 novembre 2026 à 9 h 05, version 2, lu le 22 novembre 2026 à 10 h 00 par un premier lecteur',
    )
    expect(text).not.toContain('accusé')
  })

  it('says when an agent acknowledged, in a table too', () => {
    const marc = { ...line, name: 'Marc Odin', room: false, acknowledgedAt: '2026-11-22T09:01:00.000Z' }
    expect(wordProof({ proof: proof([marc]) }).text).toContain(', accusé le 22 novembre 2026 à 10 h 01')
    const [title = '', row = ''] = proofCsv(proof([marc])).split('\r\n')
    const cells = new Map(title.split(';').map((name, at) => [name, row.split(';')[at]]))
    expect(cells.get('Lu (ISO 8601)')).toBe('2026-11-22T09:00:00.000Z')
    expect(cells.get('Accusé (Paris)')).toBe('22 novembre 2026 à 10 h 01')
  })
})
