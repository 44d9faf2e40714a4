import { describe, expect, it } from 'vitest'
import { Refusal, type RefusalCode, type Refusals } from '#core/refusal.ts'
import { wordRefusal, wordRefusalToProgram } from '#templates/refusals.ts'

const samples: { readonly [C in RefusalCode]: Refusals[C] } = {
  'event-not-found': { number: 'A-2026.9' },
  'structure-not-found': { code: 'ddpp-99' },
  'agent-not-found': { address: 'x@agri.example' },
  'subscription-not-found': { id: 12 },
  'document-not-found': { number: 'A-2026.9', id: '4' },
  'document-held': { number: 'A-2026.3', id: '2', name: 'photo.jpg', why: 'waiting' },
  'document-refused': { name: 'facture.exe', why: 'executable' },
  'kind-not-found': { code: 'plante', known: ['food-product'] },
  'right-missing': { action: 'close', number: 'A-2026.9', need: 'central' },
  'agent-inactive': { address: 'x@agri.example' },
  'state-refused': { action: 'close', number: 'A-2026.9', state: 'draft' },
  'fields-invalid': {
    kind: 'Produit alimentaire',
    issues: [{ at: 'Source', seen: 'x', rule: 'obligatoire' }],
  },
  'input-invalid': { issues: [{ at: 'text', seen: '', rule: 'obligatoire' }] },
  'version-conflict': {
    number: 'A-2026.9',
    expected: 2,
    actual: 3,
    changes: [
      {
        field: 'lots',
        label: 'Lots',
        before: 'L1',
        after: 'L2',
        by: 'Paul Serre (DDPP 30)',
        at: '2026-11-23T09:00:00Z',
      },
    ],
  },
  'nothing-to-change': { number: 'A-2026.9' },
  'link-refused': { number: 'A-2026.9', reason: 'already' },
  'query-invalid': {
    text: 'brie dagner:listeria',
    at: 5,
    seen: 'dagner',
    problem: 'unknown-field',
    hint: ['danger'],
  },
  'never-matches': { query: 'danger:a danger:b', why: 'contradiction', facet: 'Catégorie de danger' },
  'import-unreadable': { file: 'agents.csv', problem: 'ligne 3' },
  'too-many': { what: 'abonnements', limit: 100 },
  'too-hasty': { acts: 60, minutes: 5, seconds: 42 },
  'room-taken': { type: 'structure', structure: 'DDPP 30' },
  'room-unbound': {},
  'token-invalid': { why: 'expired', on: '2026-11-22' },
  unavailable: { what: 'la base de données' },
}

/** What must be seen again in the sentence: what the person gave. */
const seen: Partial<Record<RefusalCode, readonly string[]>> = {
  'event-not-found': ['A-2026.9', 'chercher'],
  'subscription-not-found': ['12', 'mes abonnements'],
  'document-not-found': ['A-2026.9', 'n° 4'],
  'document-held': ['« photo.jpg »', 'antivirus'],
  'document-refused': ['« facture.exe »', 'programme'],
  'right-missing': ['clore A-2026.9', 'administration centrale'],
  'state-refused': ['A-2026.9', 'brouillon'],
  'fields-invalid': ['Produit alimentaire', 'Source', '« x »'],
  'version-conflict': ['Lots : L1 → L2, par Paul Serre (DDPP 30) le 23 novembre 2026 à 10 h 00', 'renvoyez'],
  'query-invalid': ['« dagner »', 'danger ?', 'brie ⟦dagner⟧:listeria'],
  'never-matches': ['« danger:a danger:b »', 'Catégorie de danger'],
  'too-many': ['100 abonnements'],
}

const codes = Object.entries(samples).map(([code, facts]) => [code, facts] as const)

describe('the sentence of a refusal', () => {
  it.each(codes)('%s: is French, ends properly, and repeats what was seen', (code, facts) => {
    const text = wordRefusal(refusalOf(code, facts)).replaceAll(/[\u00a0\u202f]/g, ' ')
    expect(text).toMatch(/^[A-ZÀ-Ý]/)
    expect(text).not.toMatch(/undefined|\[object|"|\.\.|\s[.,]/)
    for (const part of wanted(code)) expect(text).toContain(part)
  })

  it('points at the place in a long query without repeating all of it', () => {
    const text = `${'mot '.repeat(100)}dagner:x ${'fin '.repeat(100)}`
    const at = text.indexOf('dagner')
    const refusal = new Refusal('query-invalid', {
      text,
      at,
      seen: 'dagner',
      problem: 'unknown-field',
      hint: [],
    })
    const worded = wordRefusal(refusal)
    expect(worded).toContain('⟦dagner⟧')
    expect(worded.length).toBeLessThan(300)
  })
})

function wanted(code: string): readonly string[] {
  return Object.entries(seen).find(([name]) => name === code)?.[1] ?? []
}

function refusalOf(code: string, facts: Refusals[RefusalCode]): Refusal {
  const known = Object.keys(samples).find((name): name is RefusalCode => name === code)
  if (known === undefined) throw new Error(code)
  return new Refusal(known, facts)
}

it('of an older version tells a program the version to send, and a person to say it again', () => {
  const refusal = new Refusal('version-conflict', samples['version-conflict'])
  expect(wordRefusal(refusal)).toContain('renvoyez-la telle quelle')
  expect(wordRefusalToProgram(refusal)).toMatch(/renvoyez-la avec la version 3 \(If-Match\)\.$/)
  expect(wordRefusalToProgram(refusal)).not.toContain('telle quelle')
  expect(wordRefusalToProgram(new Refusal('nothing-to-change', { number: 'A-2026.9' }))).toBe(
    wordRefusal(new Refusal('nothing-to-change', { number: 'A-2026.9' })),
  )
})
