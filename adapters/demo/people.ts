import { readFileSync } from 'node:fs'
import { decideLine, directoryColumns } from '#core/directory/decide-line.ts'
import type { StructureFacts } from '#core/directory/structure-path.ts'
import { readTable } from '#core/tables/read-table.ts'

export interface DemoStructure extends StructureFacts {
  /** `Claire Vidal (DDPP 34)`: how a journal names its agents. */
  readonly authors: readonly string[]
}

/** The demo directory, as text. */
export const directoryCsv = readFileSync(new URL('data/directory.csv', import.meta.url), 'utf8')

/** The structures of the demo directory that handle food, with their agents who do. */
export function demoStructures(): DemoStructure[] {
  const structures = new Map<string, StructureFacts & { authors: string[] }>()
  for (const row of readTable(directoryCsv, 'annuaire', directoryColumns)) {
    const decision = decideLine(row)
    if (!decision.ok || decision.line.domains?.includes('food') === false) continue
    const { structure, firstName, lastName } = decision.line
    const known = structures.get(structure.code) ?? { ...structure, authors: [] }
    structures.set(structure.code, known)
    known.authors.push(`${firstName} ${lastName} (${structure.label})`)
  }
  return [...structures.values()]
}
