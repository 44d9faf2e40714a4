import { type ChildProcess, spawn } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { followEvent } from '#core/diffusion/follow.ts'
import { importDirectory } from '#core/directory/import-directory.ts'
import { openEvent } from '#core/events/open.ts'
import { postEntry } from '#core/events/post.ts'
import { publishEvent } from '#core/events/publish.ts'
import { directoryCsv } from '../people.ts'
import type { Stage } from '../stage.ts'

const people = 300

/** 8. A worker is killed in the middle of a fan-out, and started again: nothing is lost, nothing is sent twice. */
export async function killWorker(stage: Stage): Promise<void> {
  const { parts, say, count, settled } = stage
  const number = await followedByMany(stage)
  await settled()
  await stage.stopWork()
  const worker = await startWorker(stage)
  const author = await stage.as('maialen.irigoyen@agri.example')
  const entry = await postEntry(author, {
    number,
    type: 'situation-report',
    text: 'Exercice : point de situation à tous ceux qui suivent.',
  })
  const done = () => count("from delivery where entry_id = ? and state <> 'waiting'", [entry.id])
  while ((await done()) < people / 3) await new Promise((resolve) => setTimeout(resolve, 5))
  worker.kill('SIGKILL')
  await new Promise((resolve) => worker.once('exit', resolve))
  const atDeath = await done()
  say(
    `${await count('from delivery where entry_id = ?', [entry.id])} remises à faire. Processus ${worker.pid} tué (SIGKILL) après ${atDeath} remises.`,
  )
  say(
    `Travaux restés verrouillés par le mort : ${await count('from graphile_worker.jobs where locked_by is not null')}.`,
  )
  const next = await startWorker(stage)
  while ((await done()) < (await count('from delivery where entry_id = ?', [entry.id]))) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  next.kill('SIGTERM')
  await stage.startWork()
  const rows = z
    .array(z.object({ id: z.string(), channel: z.string(), attempts: z.number() }))
    .parse(
      await parts.store
        .read()
        .execute("select id, channel, attempts from delivery where entry_id = ? and state = 'delivered'", [
          entry.id,
        ]),
    )
  const files = (await readdir(stage.config.mailbox)).filter((file) => file.endsWith('.eml'))
  const mails = rows.filter(({ id }) => files.includes(`${id}.eml`)).length
  const shown = await count(
    'from console_message where key in (select id::text from delivery where entry_id = ?)',
    [entry.id],
  )
  say(
    `Redémarré. Remises : ${rows.length} sur ${await count('from delivery where entry_id = ?', [entry.id])} ; ${mails} courriels et ${shown} messages de console pour ${rows.length} personnes.`,
  )
  const reached = mails + shown
  say(
    `Reprises après la coupure : ${rows.filter(({ attempts }) => attempts > 1).length}. Perdues : ${Math.max(rows.length - reached, 0)}. En double : ${Math.max(reached - rows.length, 0)}.`,
  )
}

/** An event of another département, followed by three hundred more agents of an exercise. */
async function followedByMany(stage: Stage): Promise<string> {
  const lines = Array.from({ length: people }, (_, index) => {
    const rank = String(index + 1).padStart(3, '0')
    return `DDI/DDPP/DDPP59;Agent;Exercice ${rank};exercice.${rank}@agri.example;Inspecteur;Exercice;;;food;${index % 3 === 0 ? 'console' : 'email'}`
  })
  const csv = `${directoryCsv.trimEnd()}\n${lines.join('\n')}\n`
  await importDirectory(stage.parts.contextFor({ type: 'system', name: 'Import annuaire' }), { csv })
  const author = await stage.as('maialen.irigoyen@agri.example')
  const draft = await openEvent(author, {
    kind: 'food-product',
    fields: {
      type: 'non-alerte-marche',
      source: 'autocontrole-produit',
      receptionDate: '2026-11-20',
      dangerCategory: 'salmonella',
      denomination: 'Fromage de brebis (exercice)',
      description: 'Exercice de diffusion : lot bloqué avant mise sur le marché.',
    },
  })
  await publishEvent(author, { number: draft.number })
  for (let rank = 1; rank <= people; rank++) {
    await followEvent(await stage.as(`exercice.${String(rank).padStart(3, '0')}@agri.example`), {
      number: draft.number,
    })
  }
  return draft.number
}

function startWorker({ config, clock }: Stage): Promise<ChildProcess> {
  const program = fileURLToPath(new URL('../worker.ts', import.meta.url))
  const worker = spawn(process.execPath, [program, clock.now().toString()], {
    env: {
      PATH: '',
      DATABASE_URL: config.databaseUrl,
      VAR_DIR: config.varFolder,
      MAILBOX_DIR: config.mailbox,
      PUBLIC_URL: config.publicUrl,
      MAIL_FROM: config.mailFrom,
      ROLES: 'worker',
      WORKER_CONCURRENCY: '4',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    worker.once('exit', () => reject(new Error('the worker did not start')))
    worker.stdout?.once('data', () => resolve(worker))
  })
}
