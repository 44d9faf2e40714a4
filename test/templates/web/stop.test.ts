import { describe, expect, it } from 'vitest'
import { askPage, donePage, failedPage, unknownPage } from '#templates/web/stop.ts'

const hostile = `<script>alert("1")</script> & l'abonnement`
const already = false
const pages = {
  stop: askPage({ asks: 'stop', sentence: hostile, already }),
  stopped: donePage({ asks: 'stop', sentence: hostile, already }),
  acknowledge: askPage({ asks: 'acknowledge', sentence: hostile, already }),
  acknowledged: donePage({ asks: 'acknowledge', sentence: hostile, already }),
  again: askPage({ asks: 'stop', sentence: hostile, already: true }),
  unknown: unknownPage(),
  failed: failedPage({ detail: hostile }),
}

describe.each(Object.entries(pages))('the page "%s"', (_name, html) => {
  it('is a whole French page with one title, one h1 and one main', () => {
    expect(html).toMatch(/^<!DOCTYPE html>\n<html lang="fr">/)
    for (const tag of ['title', 'h1', 'main']) expect(html.match(new RegExp(`<${tag}>`, 'g'))).toHaveLength(1)
    expect(html).toContain('<meta name="viewport"')
  })

  it('runs no script and loads nothing', () => {
    expect(html).not.toMatch(/<script|\son\w+=|\s(src|href)=/i)
  })
})

describe('the stop page', () => {
  it('shows what would stop as text, never as HTML', () => {
    expect(pages.stop).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; l&#39;abonnement')
  })

  it('asks by a form that posts, with a button that says what it does', () => {
    expect(pages.stop).toContain('<form method="post">')
    expect(pages.stop).toContain('<button type="submit">Ne plus recevoir ces avis</button>')
  })

  it('asks nothing of what was done before', () => {
    expect(pages.again).toContain('<h1>C’est déjà arrêté</h1>')
    expect(pages.again).not.toContain('<form')
  })

  it('has a focus that can be seen, and text that stands out from its ground in both schemes', () => {
    expect(pages.stop).toContain(':focus-visible { outline: 3px solid')
    const schemes = [
      ...pages.stop.matchAll(/--text: (#\w{6}); --ground: (#\w{6}); --blue: (#\w{6}); --on-blue: (#\w{6})/g),
    ]
    expect(schemes).toHaveLength(2)
    for (const [, text = '', ground = '', blue = '', onBlue = ''] of schemes) {
      expect(contrast(text, ground)).toBeGreaterThan(4.5)
      expect(contrast(onBlue, blue)).toBeGreaterThan(4.5)
      expect(contrast('#0a76f6', ground)).toBeGreaterThan(3)
    }
  })
})

/** WCAG 2 contrast ratio of two `#rrggbb` colours. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
