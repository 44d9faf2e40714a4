import { beforeAll, describe, expect, it } from 'vitest'
import { createMailTemplates, type MailTemplates } from '#templates/render.ts'
import { expectInOrder } from './in-order.ts'
import { code, linked } from './samples.ts'

const nbsp = '\u00a0'
let templates: MailTemplates

beforeAll(async () => {
  templates = await createMailTemplates()
})

describe('the mail of a code', () => {
  it('says which account asks, the code in pairs that stay on one line, how long it is good, and what if it was not asked for', () => {
    const { subject, text } = templates.linkCode(code)
    expectInOrder(text, [
      '@claire.vidal:agent.exemple.fr',
      ['04', '71', '82', '39'].join(nbsp),
      'Recopiez-le dans votre conversation avec Vigie',
      `15${nbsp}minutes`,
      'Ce n’est pas vous',
      'ne donnez ce code à personne',
      'Envoyé à Claire Vidal',
    ])
    expect(subject).not.toMatch(/\d/)
  })

  it('has the code in one element, so that it is selected and read at once', () => {
    expect(templates.linkCode(code).html).toMatch(
      new RegExp(`<p class="code"[^>]*>${['04', '71', '82', '39'].join(nbsp)}</p>`),
    )
  })
})

describe('the mail of a linked account', () => {
  it('says which account, since when, which it replaces, and what to do if it was not asked for', () => {
    expectInOrder(templates.linked(linked).text, [
      `@claire.vidal:agent.exemple.fr parle à Vigie en votre nom depuis le 23 novembre 2026 à 10${nbsp}h${nbsp}00`,
      'remplace le compte @ancienne:agent.exemple.fr',
      'Ce n’est pas vous',
      'Prévenez tout de suite',
    ])
    expect(templates.linked({ ...linked, replaced: undefined }).text).not.toContain('remplace le')
  })
})
