import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderMarkdown } from '#adapters/console/screen.ts'

const esc = '\u001b'

describe('an answer on the screen', () => {
  it('has its bold and its commands in style on a terminal, and as bare words elsewhere', () => {
    const text = '**A-2026.12** : écrivez `publier A-2026.12`, ou [un clic](https://vigie.exemple.fr/x)'
    expect(renderMarkdown(text, false)).toBe(
      'A-2026.12 : écrivez publier A-2026.12, ou un clic (https://vigie.exemple.fr/x)',
    )
    expect(renderMarkdown(text, true)).toBe(
      `${esc}[1mA-2026.12${esc}[22m : écrivez ${esc}[36mpublier A-2026.12${esc}[39m, ou un clic (https://vigie.exemple.fr/x)`,
    )
  })

  it('keeps line breaks, lists and accents', () => {
    expect(renderMarkdown('- été\n- où ?\n\n∗∗', false)).toBe('- été\n- où ?\n\n∗∗')
  })

  it('cannot be made to steer the terminal by what people wrote', () => {
    const hostile = fc.array(
      fc.constantFrom(
        `${esc}[2J`,
        `${esc}]0;titre\u0007`,
        '\u009b31m',
        '\r',
        '\b',
        '**',
        '`',
        'é',
        '\n',
        '[a](https://b)',
      ),
    )
    fc.assert(
      fc.property(hostile, (parts) => {
        expect(renderMarkdown(parts.join(''), false)).not.toMatch(/[^\P{Cc}\n\t]/u)
      }),
    )
  })
})
