import { readFileSync } from 'node:fs'
import { importDirectory } from '#core/directory/import-directory.ts'
import { importMailboxes } from '#core/directory/import-mailboxes.ts'
import { importRules } from '#core/directory/import-rules.ts'
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
    `${await count('from agent where active')} agents dans ${await count('from structure')} structures, dont`,
  )
  say(
    `${await count("from structure where level = 'central'")} centrales, ${await count("from structure where level = 'region'")} régionales et ${await count("from structure where level = 'dept'")} départementales ;`,
  )
  say(
    `${await count('from rule')} règles de diffusion. Le même fichier importé une seconde fois : ${again.created} créé, ${again.updated} modifié.`,
  )
}

function data(name: string): string {
  return readFileSync(new URL(`../data/${name}`, import.meta.url), 'utf8')
}
