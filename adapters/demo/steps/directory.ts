import { readFileSync } from 'node:fs'
import { importDirectory } from '#core/directory/import-directory.ts'
import { importMailboxes } from '#core/directory/import-mailboxes.ts'
import { importRules } from '#core/directory/import-rules.ts'
import { count as counted } from '#templates/words.ts'
import { directoryCsv } from '../people.ts'
import type { Stage } from '../stage.ts'

/** 1. Invented people and structures, from CSV, as the operator imports them. */
export async function importPeople({ parts, say, count }: Stage): Promise<void> {
  const ctx = parts.contextFor({ type: 'system', name: 'Import annuaire' })
  await importDirectory(ctx, { csv: directoryCsv })
  await importMailboxes(ctx, { csv: data('mailboxes.csv') })
  await importRules(ctx, { csv: data('rules.csv') })
  const again = await importDirectory(ctx, { csv: directoryCsv })
  say(
    `${counted(await count('from agent where active'), 'agent')} dans ${counted(await count('from structure'), 'structure')}, dont`,
  )
  say(
    `${counted(await count("from structure where level = 'central'"), 'centrale')}, ${counted(await count("from structure where level = 'region'"), 'régionale')} et ${counted(await count("from structure where level = 'dept'"), 'départementale')} ;`,
  )
  say(
    `${counted(await count('from rule'), 'règle')} de diffusion. Le même fichier importé une seconde fois : ${counted(again.created, 'créé')}, ${counted(again.updated, 'modifié')}.`,
  )
}

function data(name: string): string {
  return readFileSync(new URL(`../data/${name}`, import.meta.url), 'utf8')
}
