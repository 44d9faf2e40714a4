import { beforeAll, describe, expect, it } from 'vitest'
import type { EntryBrief, Notice } from '#core/diffusion/notice.ts'
import type { LastAct } from '#core/events/undo.ts'
import { wordAnswer } from '#templates/chat/answer.ts'
import { entryLines } from '#templates/chat/card.ts'
import { wordDigest } from '#templates/chat/digest.ts'
import { wordNotice } from '#templates/chat/notice.ts'
import { createMailTemplates, type MailTemplates } from '#templates/render.ts'
import { entrySentence } from '#templates/words.ts'
import { changesNotice, reader, wholeNotice } from './email/samples.ts'

let mails: MailTemplates
beforeAll(async () => {
  mails = await createMailTemplates()
})

const spaces = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ')
const claire = 'Claire Vidal (DDPP 34)'

const takenOut: Notice = {
  ...changesNotice,
  acknowledge: false,
  reasons: [
    {
      reason: { type: 'no-longer', of: { type: 'subscription', id: 3, query: 'danger:listeria dept:34' } },
      resume: 'suivre A-2026.12',
    },
  ],
}
const why =
  'Ne correspond plus à « danger:listeria dept:34 » (votre abonnement n° 3) ; vous n’en recevrez plus rien, sauf s’il est retiré.'

describe('whom a change takes out', () => {
  it('reads in a chat what does not hold any more, and sends one word to go on', () => {
    const { text, choices } = wordNotice(takenOut)
    expect(spaces(text)).toContain(`${why} Pour la suite malgré tout : \`suivre A-2026.12\`.`)
    expect(choices).toEqual(['voir A-2026.12', 'suivre A-2026.12'])
    const digest = { reader, from: '2026-11-21T07:00:00Z', to: '2026-11-22T07:00:00Z', notices: [takenOut] }
    expect(spaces(wordDigest(digest).text)).toContain(why)
  })

  it('reads the same in both parts of a mail, which nothing stops', () => {
    const { html, text } = mails.notice(takenOut, {})
    for (const part of [html, text]) {
      const seen = spaces(part).replaceAll('&#39;', '’')
      expect(seen).toContain(why)
      expect(seen).toContain(
        'Pour la suite malgré tout, dans la messagerie, écrivez à Vigie : « suivre A-2026.12 ».',
      )
      expect(seen).not.toContain('règle de service')
    }
  })

  it('reads of a rule its words, and that no subscription of his was', () => {
    const rule = { type: 'rule', code: 'mus', reason: 'Alerte nationale' } as const
    const notice = {
      ...takenOut,
      reasons: [{ reason: { type: 'no-longer', of: rule } as const, resume: 'suivre A-2026.12' }],
    }
    expect(spaces(wordNotice(notice).text)).toContain(
      'Ne correspond plus à « Alerte nationale » (règle de service) ;',
    )
  })
})

describe('a withdrawn event', () => {
  const entry: EntryBrief = {
    type: 'withdrawn',
    rank: 5,
    at: '2026-11-22T09:00:00Z',
    author: claire,
    body: { text: 'Résultat démenti' },
  }
  const notice: Notice = {
    ...wholeNotice,
    event: { ...wholeNotice.event, state: 'withdrawn' },
    entry,
    telling: { type: 'changes', since: 4, changes: [] },
    reasons: [{ reason: { type: 'told' } }],
    acknowledge: false,
  }

  it('is told as such with its reason, in a chat and in a mail, and nothing of it is told again', () => {
    const chat = spaces(wordNotice(notice).text)
    expect(chat).toContain('Produit alimentaire · **retiré** · DDPP de l’Hérault')
    expect(chat).toContain(`${claire} a retiré cet évènement.`)
    expect(chat).toContain('Résultat démenti')
    expect(chat).toContain('Vous avez été averti de cet évènement.')
    expect(chat).not.toContain('règle de service')
    const { subject, text } = mails.notice(notice, {})
    expect(spaces(subject)).toBe(
      '[Vigie] A-2026.12 – Évènement retiré : Listeria monocytogenes, Brie de Meaux (Ferme X)',
    )
    expect(text).not.toContain('Lots')
  })
})

describe('an act that was taken back', () => {
  const at = '2026-11-22T07:05:00Z'
  const act: LastAct = {
    number: 'A-2026.3',
    title: '',
    type: 'message',
    body: { text: 'Le lot est **négatif**' },
  }
  const words = (type: 'undone' | 'too-late' | 'changed-since' | 'already', of: LastAct) =>
    spaces(wordAnswer({ type: 'undone', data: { type, act: of } }).text)

  it('is answered with its words, which become no Markdown', () => {
    expect(words('undone', act)).toBe(
      'Message « Le lot est ∗∗négatif∗∗ » repris (**A-2026.3**) : personne n’a été averti.',
    )
    expect(words('already', act)).toMatch(/repris \(\*\*A-2026\.3\*\*\), déjà : personne n’a été averti\.$/)
    expect(words('too-late', act)).toMatch(
      /^Trop tard pour reprendre votre message « Le lot est .+`retirer A-2026.3 motif`\.$/,
    )
  })

  it('says of each type what it was, and what to do when it is too late', () => {
    for (const type of [
      'published',
      'updated',
      'closed',
      'reopened',
      'withdrawn',
      'linked',
      'note',
      'document',
    ] as const) {
      const of: LastAct = { ...act, type, body: {} }
      expect(words('undone', of)).toMatch(/reprise? \(\*\*A-2026\.3\*\*\) : personne n’a été averti\./)
      expect(words('too-late', of)).toMatch(/`[a-z]+ A-2026\.3/)
      expect(words('changed-since', of)).toContain('**A-2026.3** a changé depuis')
    }
    expect(words('too-late', { ...act, type: 'opened', body: {} })).toContain('`retirer A-2026.3 motif`')
  })

  it('could not be while the database is away: its time goes on, and that is said to who wanted it', () => {
    const away = (said: string) => wordAnswer({ type: 'unavailable', data: { said } }).text
    for (const said of ['annuler', ' Oups', 'non attends']) expect(away(said)).toContain('son délai court')
    expect(away('chercher brie')).not.toContain('son délai court')
  })

  it('stands in the journal without its words, and so does that it was taken back', () => {
    const undone: EntryBrief = {
      type: 'updated',
      rank: 3,
      at,
      author: claire,
      body: {},
      withdrawn: { rank: 4, at, undone: true },
    }
    expect(entrySentence(undone)).toBe(
      `${claire} a modifié la fiche, repris avant que quiconque en soit averti`,
    )
    const about = { rank: 3, type: 'updated', author: claire, at } as const
    const taking: EntryBrief = {
      type: 'withdrawal',
      rank: 4,
      at,
      author: claire,
      body: { of: 3, undone: true },
      about,
    }
    expect(entryLines(taking)).toContain(
      `${claire} a repris sa modification (entrée n° 3), avant que quiconque en soit averti`,
    )
  })
})

describe('whom a withdrawal tells', () => {
  const told = (total: number, later: number) => {
    const names = ['Paul', 'Anne'].slice(0, total).map((name) => ({ name, room: false }))
    const data = {
      number: 'A-2026.1',
      title: 'Brie',
      reason: 'Démenti.',
      told: { total, later, names, held: false, leaving: { total: 0, names: [] } },
      draft: false,
    }
    return spaces(wordAnswer({ type: 'withdrawn', data }).text)
  }

  it('is told at once or by a digest, both counted', () => {
    expect(told(2, 0)).toContain(
      '2 destinataires l’apprennent, et eux seuls, qui en avaient été avertis ou suivent la fiche : Paul, Anne.',
    )
    expect(told(2, 1)).toContain('l’apprennent, dont 1 par récapitulatif, et eux seuls,')
    expect(told(1, 1)).toContain(
      'l’apprend par son prochain récapitulatif, qui en avait été averti ou suit la fiche : Paul.',
    )
  })
})
