import { describe, expect, it } from 'vitest'
import type { EventReading } from '#core/events/read.ts'
import { wordHiddenCard, wordLiveCard, wordMovedCard } from '#templates/chat/live-card.ts'

const entry = (rank: number, text: string): EventReading['entries'][number] => ({
  type: 'message',
  rank,
  at: '2026-11-23T09:00:00Z',
  author: 'Claire Vidal (DDPP 34)',
  body: { text },
})
const reading: EventReading = {
  brief: {
    number: 'A-2026.1',
    kind: 'Produit alimentaire',
    title: 'Listeria, **brie**',
    state: 'open',
    structure: 'DDPP 34',
    version: 3,
    view: 'full',
  },
  kind: 'food-product',
  fields: Array.from({ length: 20 }, (_, at) => ({ label: `Champ ${at}`, value: 'x'.repeat(300) })),
  values: {},
  createdAt: '2026-11-22T09:00:00Z',
  publishedAt: '2026-11-22T10:00:00Z',
  updatedAt: '2026-11-23T09:00:00Z',
  links: [],
  entries: [3, 4, 5].map((rank) => entry(rank, `texte ${rank}`)),
  entryCount: 5,
}
const spaces = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ')
const card = (changes: Partial<EventReading['brief']> = {}, room: 'direct' | 'structure' = 'structure') =>
  spaces(wordLiveCard({ ...reading, brief: { ...reading.brief, ...changes } }, { room }).text)

describe('the live card of an event', () => {
  it('says what it is, its main fields, the entries it is given, how many came before, and how to answer', () => {
    const text = card()
    expect(text).toContain('**A-2026.1** Listeria, ∗∗brie∗∗\nProduit alimentaire · en cours · DDPP 34')
    expect(text).toContain('- Champ 11 : ')
    expect(text).not.toContain('Champ 12')
    expect(text).toContain('**Fil de suivi** (2 entrées avant)')
    expect(text).toContain('texte 3')
    expect(text).toContain('Répondez à ce message pour écrire au fil de suivi')
  })

  it('writes commands as the room wants them', () => {
    expect(card()).toContain('`!suivre A-2026.1`')
    expect(card({}, 'direct')).toContain('`suivre A-2026.1`')
  })

  it('shows of a teaser nothing but the teaser', () => {
    const text = card({ view: 'teaser' })
    expect(text).toContain('**A-2026.1**')
    expect(text).toContain('`voir A-2026.1`')
    expect(text).not.toMatch(/Champ|texte|Répondez/)
  })

  it('of a draft says how to publish, as nothing can be written to it yet', () => {
    expect(card({ state: 'draft' })).toContain('`!publier A-2026.1`')
    expect(card({ state: 'draft' })).not.toContain('Répondez')
  })

  it('leaves a line where it was', () => {
    expect(wordMovedCard('A-2026.1')).toBe('La fiche **A-2026.1** est plus bas.')
    expect(wordHiddenCard()).toContain('n’est plus montrée')
  })
})
