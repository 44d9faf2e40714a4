import { describe, expect, it } from 'vitest'
import type { Notice } from '#core/diffusion/notice.ts'
import { wordDigest } from '#templates/chat/digest.ts'
import { wordNotice } from '#templates/chat/notice.ts'
import { plain, shorten, typeset } from '#templates/chat/worded.ts'

const notice: Notice = {
  reader: { name: 'Paul Serre', address: 'paul@agri.example' },
  event: {
    number: 'A-2026.1',
    kind: 'Produit alimentaire',
    title: 'Listeria, brie',
    state: 'open',
    structure: 'DDPP 34',
    version: 3,
    view: 'full',
  },
  entry: {
    type: 'updated',
    rank: 4,
    at: '2026-11-23T09:00:00Z',
    author: 'Claire Vidal (DDPP 34)',
    body: { changes: [{ field: 'lots', label: 'Lots', before: 'L1', after: 'L2' }] },
  },
  telling: {
    type: 'changes',
    since: 2,
    changes: [{ field: 'lots', label: 'Lots', before: 'L1', after: 'L2' }],
  },
  reasons: [
    { reason: { type: 'follow' }, command: 'ne plus suivre A-2026.1', link: 'https://vigie.example/arret/x' },
    { reason: { type: 'subscription', id: 7, query: 'danger:listeria' }, command: 'désabonner 7' },
    { reason: { type: 'rule', code: 'mus', reason: 'Alerte nationale : la MUS est toujours informée' } },
  ],
  acknowledge: true,
}

const spaces = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('a notice in a chat', () => {
  const text = spaces(wordNotice(notice).text)

  it('says what happened, to which event, and what changed', () => {
    expect(text).toContain('**A-2026.1** Listeria, brie')
    expect(text).toContain('Claire Vidal (DDPP 34) a modifié la fiche (Lots).')
    expect(text).toContain('- Lots : L1 → L2')
  })

  it('gives each reason with what stops exactly that, or says that nothing does', () => {
    expect(text).toContain('Vous suivez cet évènement. Pour arrêter : `ne plus suivre A-2026.1`.')
    expect(text).toContain('Votre abonnement n° 7 : danger:listeria. Pour arrêter : `désabonner 7`.')
    expect(text).toContain('la MUS est toujours informée. C’est une règle de service')
    expect(wordNotice(notice).choices).toEqual(['voir A-2026.1', 'ne plus suivre A-2026.1', 'désabonner 7'])
  })

  it('tells a new reader the whole record', () => {
    const whole: Notice = {
      ...notice,
      telling: { type: 'whole', fields: [{ label: 'Marque', value: 'Ferme X' }] },
    }
    expect(spaces(wordNotice(whole).text)).toContain('- Marque : Ferme X')
  })

  it('makes no Markdown of what people wrote', () => {
    const body = { text: '**gras** `code` [clic](https://piege.example)' }
    const hostile: Notice = { ...notice, entry: { ...notice.entry, type: 'message', body } }
    expect(wordNotice(hostile).text).not.toMatch(/\*\*gras|`code`|\]\(https:\/\/piege/)
  })
})

describe('a digest in a chat', () => {
  it('gathers by event, and says each reason once', () => {
    const other = { ...notice, event: { ...notice.event, number: 'A-2026.2' } }
    const digest = { reader: notice.reader, from: '2026-11-22T07:00:00Z', to: '2026-11-23T07:00:00Z' }
    const text = spaces(wordDigest({ ...digest, notices: [notice, other, notice] }).text)
    expect(text).toContain('3 nouveautés sur 2 évènements')
    expect(text.match(/n° 7 : danger:listeria/g)).toHaveLength(1)
    expect(text).toContain('Vous suivez l’évènement A-2026.2.')
  })
})

describe('French spacing', () => {
  it('keeps signs with their words, and leaves what is copied alone', () => {
    expect(typeset('Publier ? « oui » : n° 12 à 8 h `a : b ?`')).toBe(
      'Publier\u202f? «\u00a0oui\u00a0»\u00a0: n°\u00a012 à 8\u00a0h `a : b ?`',
    )
  })

  it('cuts a long text at a word', () => {
    expect(shorten('un deux trois quatre', 12)).toBe('un deux…')
    expect(plain('**a** `b`')).toBe('∗∗a∗∗ ˋbˋ')
  })
})
