import { describe, expect, it } from 'vitest'
import { calledBy, isApart } from '#bot/addressee.ts'
import { decideAsking } from '#bot/decide-asking.ts'

describe('a text that speaks to one person', () => {
  it.each([
    ['leila salut tu peux m’appeler', 'leila'],
    ['Leïla, tu peux m’appeler ?', 'Leïla'],
    ['salut Paul, le labo a répondu ?', 'Paul'],
    ['Bonjour Anne, merci de me rappeler', 'Anne'],
    ['@Paul : dispo ?', 'Paul'],
    ['Le dossier (@Inès) avance', 'Inès'],
    ['à Inès A-2026.1 bien reçu', 'Inès'],
    ['pour Paul', 'Paul'],
    ['Mme Morel, pouvez-vous m’appeler ?', 'Morel'],
    ['Bonjour Monsieur Morel, vous avez le résultat ?', 'Morel'],
    ['Jean-Marc merci de voir avec le labo', 'Jean-Marc'],
    ['paul t’as le résultat ?', 'paul'],
  ])('« %s » names %s first', (text, name) => {
    expect(calledBy(text)).toBe(name)
  })

  it.each([
    'Leïla a confirmé le retrait du lot.',
    'Le distributeur confirme le retrait.',
    'Paul Serre suit le dossier à la DDPP.',
    'Rappel publié.',
    'écrire à sante@agri.example',
    '',
    '12 malades',
    `Paul, ${'le lot est retiré. '.repeat(20)}`,
  ])('« %s » does not', (text) => {
    expect(calledBy(text)).toBe(undefined)
  })
})

describe('a text that is not for all', () => {
  it.each([
    'note interne svp ne pas diffuser',
    'Entre nous, le labo doute.',
    'CONFIDENTIEL : enquête en cours',
    'à usage interne',
    'perso : rappelle-moi',
    'privé à Claire il faut se voir',
    'direct à Claire : mdp azerty',
    'interne on se voit',
    '(privé) bonjour Claire',
    'Rappelle-moi demain (interne)',
    'Le labo rend le résultat demain, à ne pas envoyer pour l’instant',
    `${'Le lot est retiré. '.repeat(30)}Ne pas diffuser.`,
  ])('« %s » says so', (text) => {
    expect(isApart(text)).toBe(true)
  })

  it.each([
    'Le personnelnote',
    'Échange entre nous et la DDPP',
    'Contrôle interne positif',
    'Personne n’est malade',
  ])('« %s » does not, or is asked about all the same', (text) => {
    expect(isApart(text)).toBe(text.includes('entre nous'))
  })

  it('is asked about when somebody would be told, and never once confirmed', () => {
    const act = { told: 4, text: 'Entre nous, le labo doute.', typed: undefined, to: 'Paul', version: 1 }
    const care = { confirmAbove: 20, haste: 20, acts: 0 }
    expect(decideAsking({ ...act, missed: true }, care, undefined)).toEqual(['missed', 'apart'])
    expect(decideAsking(act, care, undefined)).toEqual(['to-one', 'apart'])
    expect(decideAsking({ ...act, told: 0 }, care, undefined)).toEqual([])
    expect(decideAsking(act, care, { told: 4, version: 1 })).toEqual([])
  })
})
