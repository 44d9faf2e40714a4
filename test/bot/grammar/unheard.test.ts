import { expect, it } from 'vitest'
import { decideUnheard } from '#bot/grammar/unheard.ts'

const asks = (sentence: string) => sentence !== '' && sentence !== 'par mail'

it('offers the nearest words, or the sentence without those that have none, then the sentence with them quoted', () => {
  const unheard = [{ word: 'listeira', near: 'listeria' }, { word: 'cdt' }]
  expect(decideUnheard('Listeira, cdt par mail', unheard, asks)).toEqual({
    words: ['Listeira', 'cdt'],
    sentences: ['listeria, par mail', '"Listeira", "cdt" par mail'],
  })
})

it('offers no sentence that asks for nothing any more', () => {
  expect(decideUnheard('Babybulle par mail', [{ word: 'babybulle' }], asks).sentences).toEqual([
    '"Babybulle" par mail',
  ])
})

it('leaves what is between quotation marks: it is meant', () => {
  const none = { words: [], sentences: [] }
  expect(decideUnheard('"zinzolin" brie', [{ word: 'zinzolin' }], asks)).toEqual(none)
})

it('leaves no small word behind of what is left out', () => {
  const sentencesOf = (text: string, ...words: string[]) =>
    decideUnheard(
      text,
      words.map((word) => ({ word })),
      asks,
    ).sentences[0]
  expect(sentencesOf('fromages et charcuteries', 'charcuteries')).toBe('fromages')
  expect(sentencesOf('huîtres et moules du bassin de Thau', 'huitres', 'thau')).toBe('moules du bassin')
})
