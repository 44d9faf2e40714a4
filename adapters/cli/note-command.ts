import { userInfo } from 'node:os'
import { recordAudit } from '#core/audit/record.ts'
import { startOf } from '#core/query/cut.ts'
import type { Parts } from '../parts.ts'
import type { OperatorCommand, OperatorInput } from './command.ts'

const longest = 200

/**
 * Adds to the audit that the operator gives this command, under the account that he has on this machine, before it is
 * carried out. @param hide takes secrets out of a text
 */
export async function noteCommand(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  given: {
    readonly command: Pick<OperatorCommand, 'name' | 'options'>
    readonly words: readonly string[]
    readonly options: OperatorInput['options']
  },
  hide: (text: string) => string,
): Promise<void> {
  const { command, words, options } = given
  const shown = (text: string) => startOf(hide(text), longest)
  const kept = Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined) return []
    if (command.options?.[name]?.secret === true) return [[name, '***'] as const]
    return [[name, typeof value === 'string' ? shown(value) : value] as const]
  })
  await recordAudit(
    store.read(),
    { actor: { type: 'system', name: account() }, clock },
    { action: 'command', command: command.name, words: words.map(shown), options: Object.fromEntries(kept) },
  )
}

/** In a container, an account may have no name. */
function account(): string {
  try {
    return userInfo().username
  } catch {
    return `uid ${process.getuid?.() ?? '?'}`
  }
}
