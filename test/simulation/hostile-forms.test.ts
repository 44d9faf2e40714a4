import { beforeAll, describe, expect, it } from 'vitest'
import { seededRandom } from '#adapters/demo/random.ts'
import { createMailTemplates, type MailTemplates } from '#templates/render.ts'
import { forms, sayIn } from './hostile-forms.ts'
import { hostileText } from './hostile-texts.ts'

let mails: MailTemplates
beforeAll(async () => {
  mails = await createMailTemplates()
})

describe.each(forms)('whatever people wrote, as %s', (form) => {
  // `npm run simulate -- hostile` takes a hundred thousand.
  it('is said on every channel without a throw', () => {
    const random = seededRandom(8)
    for (let rank = 0; rank < 400; rank += 1) {
      const text = hostileText(random)
      expect(() => sayIn(form, text, random, mails), JSON.stringify(text.slice(0, 200))).not.toThrow()
    }
  })

  it('may nest without end', () => {
    const random = seededRandom(1)
    for (const text of ['1. ', '- ', '> ', '**', '[', '(', '- 1. '])
      sayIn(form, `x ${text.repeat(3000)}`, random, mails)
  })
})
