import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { wakeDigests } from '#core/digests/wake.ts'
import type { Stage } from '../stage.ts'
import { indent } from '../talk.ts'

/** 7. The clock moves to the next working day, 8:00 in Paris: the digest leaves. */
export async function sendDigests(stage: Stage): Promise<void> {
  const { parts, clock, config, say, count, settled } = stage
  const folder = config.mailbox
  const before = new Set(await readdir(folder))
  say(`Avant l’heure, récapitulatifs dus : ${await wakeDigests(parts.store, clock)}.`)
  clock.set('2026-11-23T07:00:00Z')
  const waiting = await count("from delivery where state = 'waiting' and pace ->> 'every' <> 'entry'")
  say('Lundi 23 novembre 2026, 8 h à Paris (le week-end est passé).')
  say(`Avis qui attendaient : ${waiting}. Récapitulatifs dus : ${await wakeDigests(parts.store, clock)}.`)
  await settled()
  say(
    `Récapitulatifs partis : ${await count('from digest where sent_at is not null')}, avec ${await count('from delivery where digest_id is not null and state = ?', ['delivered'])} avis.`,
  )
  const written = (await readdir(folder)).filter((file) => !before.has(file))
  for (const file of written) say(`  ${relative(process.cwd(), join(folder, file))}`)
  const mail = written.find((file) => file.endsWith('.eml'))
  if (mail === undefined) throw new Error('no digest was written')
  const head = (await readFile(join(folder, mail), 'utf8')).split(/\r?\n\r?\n/)[0] ?? ''
  const shown = head
    .split(/\r?\n(?! )/)
    .filter((line) => /^(From|To|Subject|List-Unsubscribe|Message-ID|X-Vigie)/i.test(line))
  say(indent(shown.join('\n')))
}
