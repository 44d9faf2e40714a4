import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { checkFields } from '#core/kinds/check-fields.ts'
import { kinds } from '#core/kinds/kinds.ts'
import { plainRule } from '#core/plain-rule.ts'
import { isRefusal } from '#core/refusal.ts'

const ruleOf = (schema: z.ZodType, data: unknown) =>
  schema.safeParse(data, { error: plainRule }).error?.issues[0]?.message

describe('a rule that a value breaks', () => {
  it.each([
    [z.string(), undefined, 'obligatoire'],
    [z.string(), 12, 'un texte attendu'],
    [z.number(), 'x', 'un nombre attendu'],
    [z.int(), 1.5, 'un nombre entier attendu'],
    [z.boolean(), 'oui', 'true ou false attendu'],
    [z.array(z.string()), 'x', 'un tableau attendu'],
    [z.object({}), 'x', 'un objet attendu'],
    [z.record(z.string(), z.string()), [], 'un objet attendu'],
    [z.string().min(1), '', 'ne doit pas être vide'],
    [z.string().min(3), 'a', 'au moins 3 caractères'],
    [z.string().max(1), 'ab', 'au plus 1 caractère'],
    [z.array(z.int()).min(1), [], 'au moins 1 valeur'],
    [z.int().min(1), 0, 'au moins 1'],
    [z.number().lt(5), 5, 'moins de 5'],
    [z.int().max(1000), 2000, 'au plus 1\u202f000'],
    [z.email(), 'x', 'une adresse de courriel attendue'],
    [z.iso.date(), 'x', 'une date attendue, de la forme 2026-11-22'],
    [z.string().regex(/^a/), 'x', 'pas de la forme attendue'],
    [z.enum(['a', 'b']), 'c', 'une de ces valeurs attendue : a, b'],
    [z.literal('a'), 'b', '« a » attendu'],
    [z.union([z.string(), z.int()]), true, 'aucune des formes permises'],
    [z.number().multipleOf(5), 3, 'un multiple de 5 attendu'],
    [z.strictObject({}), { x: 1 }, 'nom inconnu : x'],
    [z.string().refine(() => false), 'x', 'valeur non permise'],
  ])('is in plain French (%#)', (schema, data, rule) => {
    expect(ruleOf(schema, data)).toBe(rule)
  })

  it('leaves what a schema says itself', () => {
    expect(ruleOf(z.string('un numéro'), 12)).toBe('un numéro')
  })

  it('is in plain French in a field too', () => {
    for (const json of ['["x"]', '[{"name":12}]', '[{"name":"X","city":""}]', '"x"', '[null]']) {
      try {
        checkFields(kinds['food-product'], { establishments: JSON.parse(json) }, 'draft', '2026-11-22')
        expect.unreachable()
      } catch (error) {
        if (!isRefusal(error, 'fields-invalid')) throw error
        for (const { rule } of error.facts.issues) expect(rule).not.toMatch(/invalid|expected|entrée|reçu/i)
      }
    }
  })
})
