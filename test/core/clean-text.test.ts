import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanLine, cleanText, unwritableIn } from '#core/clean-text.ts'
import { line, multiline } from '#core/text-schemas.ts'

/** Written by their code, since they cannot be seen. */
const sign = (code: number) => String.fromCodePoint(code)
const bidi = [0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069]
const widthless = [
  0x200b, 0x2060, 0xfeff, 0x00ad, 0x200c, 0x200d, 0x034f, 0x115f, 0x3164, 0xffa0, 0x180e, 0xfff9,
]
const tags = [0xe0001, 0xe0041, 0xe007f]
const selectors = [0xfe00, 0xfe0e, 0xfe0f, 0xe0100]

/** What a person may send on purpose, beside every letter. */
const hostile = fc.oneof(
  fc.constantFrom(...[...bidi, ...widthless, ...tags, ...selectors].map(sign)),
  fc.constantFrom('\0', '\u001b', '\u0085', '\u2028', '\ud800', '\udc00', '\r', '\n', '\t', ' '),
  fc.constantFrom(
    '👩',
    '🔬',
    '❤',
    '🏴',
    '🏽',
    '1',
    '\u20e3',
    'ب',
    'क',
    '्',
    'e',
    '\u0301',
    'é',
    sign(0xe0067),
  ),
  fc.string({ unit: 'binary', maxLength: 3 }),
)
const hostileText = fc.array(hostile, { maxLength: 40 }).map((parts) => parts.join(''))

describe('the cleaning of a text', () => {
  it.each([...bidi, ...widthless, ...tags, ...selectors])('takes U+%s away, in a word and alone', (code) => {
    expect(cleanText(`lis${sign(code)}teria`)).toBe('listeria')
    expect(cleanLine(sign(code).repeat(2))).toBe('')
  })

  it.each(['👩‍🔬', '❤️', '❤️‍🔥', '👍🏽', '👩🏽‍🔬', '1️⃣', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏳️‍🌈', 'می‌خواهم', 'क्‍ष'])(
    'keeps %s whole',
    (text) => expect(cleanText(text)).toBe(text.normalize('NFC')),
  )

  it('takes away what follows no emoji, or follows it twice', () => {
    expect(cleanText('❤\uFE0F\uFE0F\uFE0F a\u200Db 👩\u200D 👩\u200D\u200D🔬')).toBe('❤\uFE0F ab 👩 👩🔬')
    // Letters hidden in tags behind a flag.
    expect(cleanText(`🏴${[...'secretmessage'].map((c) => sign(0xe0000 + c.charCodeAt(0))).join('')}`)).toBe(
      '🏴',
    )
  })

  it('drops control characters, mends halves, and composes letters', () => {
    expect(cleanText('Cla\u0000ire\u001b[31m')).toBe('Claire[31m')
    expect(cleanText('a\ud800b')).toBe('a\ufffdb')
    expect(cleanText('e\u0301')).toBe('é')
  })

  it('ends lines one way, and folds them where one line is asked', () => {
    expect(cleanText('a\r\nb\rc\u2028d\u0085e\tf')).toBe('a\nb\nc\nd\ne\tf')
    expect(cleanLine(' a\r\n\tb\u00a0 c ')).toBe('a b c')
  })

  it('keeps or drops a joiner whatever the order of the marks beside it', () => {
    for (const text of [
      '\u0301\u094d\u200d\u0628',
      '\u0628\u200d\u0301\u094d',
      '\u0301\u200d\u094d\u200d\u0628',
    ])
      expect(cleanText(cleanText(text))).toBe(cleanText(text))
  })

  it('leaves nothing of it in any text, and changes nothing the second time', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        for (const clean of [cleanText, cleanLine]) {
          const once = clean(text)
          expect(clean(once)).toBe(once)
          expect(once).toBe(once.normalize('NFC'))
          expect(unwritableIn(once, clean === cleanText)).toBeUndefined()
          for (const code of [...bidi, 0x200b, 0x2060, 0xfeff, 0x00ad, 0xe0041])
            expect(once).not.toContain(sign(code))
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it('takes twice the time for twice the text, whatever it is made of', () => {
    const families = [
      'a',
      ' ',
      '\u200b',
      '👩\u200d',
      `🏴${sign(0xe0067)}`,
      'ب\u200c',
      '\u0301',
      '\0',
      '\ud800',
      '\r',
    ]
    for (const family of families) {
      cleanLine(family.repeat(1_000))
      const started = performance.now()
      cleanLine(`${family.repeat(200_000)}x`)
      // Anything quadratic would take minutes.
      expect(performance.now() - started).toBeLessThan(5_000)
    }
  })
})

describe('a text that a program sends', () => {
  it('is refused for a control character or half a character, named with its rank', () => {
    const rule = (text: string) =>
      line()
        .safeParse(text)
        .error?.issues.map(({ message }) => message)
    expect(rule('ab\0')).toEqual(['le caractère U+0000, au rang 3, n’est pas admis'])
    expect(rule('\u009f')).toEqual(['le caractère U+009F, au rang 1, n’est pas admis'])
    expect(rule('\ud83d')).toEqual(['le caractère U+D83D, au rang 1, n’est pas admis'])
    expect(rule('👩‍🔬')).toBeUndefined()
  })

  it('may have line breaks and tabs only where it may have several lines', () => {
    expect(line().safeParse('a\nb').success).toBe(false)
    expect(multiline().parse('a\r\n\tb')).toBe('a\n\tb')
    expect(multiline().safeParse('a\u001bb').success).toBe(false)
  })

  it('is empty when nothing of it can be seen', () => {
    expect(multiline().min(1).safeParse('\u200b\u200b').success).toBe(false)
    expect(line().min(1).safeParse(' \u2060\u00a0').success).toBe(false)
  })
})
