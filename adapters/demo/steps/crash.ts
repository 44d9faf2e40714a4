import { type ChildProcess, spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { followEvent } from '#core/diffusion/follow.ts'
import { importDirectory } from '#core/directory/import-directory.ts'
import { openEvent } from '#core/events/open.ts'
import { postEntry } from '#core/events/post.ts'
import { publishEvent } from '#core/events/publish.ts'
import { count as counted } from '#templates/words.ts'
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
  const before = new Set((await arrivals(stage)).map((one) => one.key))
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
    `${counted(await count('from delivery where entry_id = ?', [entry.id]), 'remise')} à faire. Processus ${worker.pid} tué (SIGKILL) après ${counted(atDeath, 'remise')}.`,
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
  const expected = addresses.parse(
    await parts.store.read().execute('select address, attempts from delivery where entry_id = ?', [entry.id]),
  )
  const arrived = (await arrivals(stage)).filter((one) => !before.has(one.key))
  const reached = new Set(arrived.map((one) => one.address))
  const lost = expected.filter(({ address }) => !reached.has(address)).length
  const mails = arrived.filter((one) => one.channel === 'email').length
  say(
    `Redémarré. Arrivés : ${counted(mails, 'courriel')} et ${counted(arrived.length - mails, 'message de console', 'messages de console')}, chez ${counted(reached.size, 'destinataire')} sur ${expected.length}.`,
  )
  say(
    `Reprises après la coupure : ${expected.filter(({ attempts }) => attempts > 1).length}. Perdues : ${lost}. En double : ${arrived.length - reached.size}.`,
  )
}

const addresses = z.array(z.object({ address: z.string(), attempts: z.number() }))
const messages = z.array(z.object({ key: z.string(), address: z.string() }))

/** What stands on the channels themselves: the mails in the folder and the messages of the console, with whom they are for. */
async function arrivals({ parts, config }: Stage) {
  const files = (await readdir(config.mailbox)).filter((file) => file.endsWith('.eml'))
  const mails = files.map(async (key) => {
    const text = await readFile(join(config.mailbox, key), 'utf8')
    const to = /^To:(.*)$/m.exec(text)?.[1]?.split(/[\s<>]/) ?? []
    return { key, address: to.find((word) => word.includes('@')) ?? '', channel: 'email' }
  })
  const rows = await parts.store.read().execute('select key, agent_email as address from console_message')
  return [
    ...(await Promise.all(mails)),
    ...messages.parse(rows).map((row) => ({ ...row, channel: 'console' })),
  ]
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
      ...(config.publicUrl === undefined ? {} : { PUBLIC_URL: config.publicUrl }),
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
