import { z } from 'zod'

const event = z.string()
const token = z.int()
/** Mail address of the agent whom an act is about, where it is not who acts. */
const agent = z.string()
const account = { agent, provider: z.string(), address: z.string() } as const
const rights = z.object({
  structure: z.string(),
  domains: z.array(z.string()),
  active: z.boolean(),
})

/**
 * Everything that the audit may hold, closed: numbers, codes, counts and addresses. Nothing of what an event says, nor of
 * what was searched for.
 */
export const auditedSchema = z.discriminatedUnion('action', [
  z.object({ action: z.literal('read'), event }),
  z.object({ action: z.literal('reach'), event }),
  z.object({ action: z.literal('documents'), event }),
  z.object({ action: z.literal('document'), event, document: z.int() }),
  z.object({ action: z.literal('proof'), event, lines: z.int() }),
  z.object({ action: z.literal('export'), event, lines: z.int() }),
  z.object({ action: z.literal('search'), total: z.int(), shown: z.int() }),
  z.object({
    action: z.literal('command'),
    command: z.string(),
    words: z.array(z.string()),
    /** Those that hold a secret have no value here. */
    options: z.record(z.string(), z.union([z.string(), z.boolean()])),
  }),
  z.object({ action: z.literal('token-created'), agent, token, scopes: z.array(z.string()) }),
  z.object({ action: z.literal('token-revoked'), agent, token }),
  z.object({ action: z.literal('token-used'), token }),
  z.object({ action: z.literal('rights'), agent, before: rights.nullable(), after: rights }),
  z.object({ action: z.literal('identity-linked'), ...account }),
  z.object({ action: z.literal('identity-unlinked'), ...account }),
])
export type Audited = z.infer<typeof auditedSchema>
export type AuditAction = Audited['action']
export const auditActions: readonly AuditAction[] = auditedSchema.options.map(
  ({ shape }) => shape.action.value,
)
/** What the directory says of what an agent may. */
export type AuditedRights = z.infer<typeof rights>
