import { defineEntity, type InferEntity, p } from '@mikro-orm/core'

export const ruleAudiences = ['agents', 'mailbox'] as const
export type RuleAudience = (typeof ruleAudiences)[number]

/** A structure that must know, whoever subscribes or not: MUS on a national alert. Always at once. */
export const RuleSchema = defineEntity({
  name: 'Rule',
  tableName: 'rule',
  properties: {
    id: p.integer().primary(),
    /** Key of the rule in the operator's file, so that a second import updates it. */
    code: p.string().unique(),
    structureId: p.integer(),
    query: p.text(),
    /** Why, as the notice says it: "Alerte nationale : la MUS est toujours informée". */
    reason: p.string(),
    /** Each active agent of the structure, or its mailbox. */
    audience: p.string().$type<RuleAudience>(),
    active: p.boolean(),
  },
})
export type Rule = InferEntity<typeof RuleSchema>
