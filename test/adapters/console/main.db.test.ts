import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consoleChannel } from '#adapters/console/channel.ts'
import { startConsole } from '#adapters/console/server.ts'
import type { Store } from '#core/store/store.ts'
import { freshStore } from '#test/database.ts'
import { wholeNotice } from '#test/templates/email/samples.ts'
import { addAgents } from './agents.ts'

/** `script` of util-linux runs a program in a terminal. */
const hasTerminal = /util-linux/.test(spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout ?? '')
if (!hasTerminal)
  console.log('skipped: what is pasted in a terminal, for there is no script of util-linux here')

const claire = 'claire.vidal@exemple.gouv.fr'
let store: Store
let folder: string
let path: string
let server: { close(): Promise<void> }

beforeAll(async () => {
  store = await freshStore()
  folder = await mkdtemp(join(tmpdir(), 'vigie-chat-'))
  path = join(folder, 'v.sock')
  await addAgents(store, [claire])
  const hear: Parameters<typeof startConsole>[0]['hear'] = async ({ text }, say) => {
    await say({ text: `**écho** ${text}` })
    await say({ text: 'et ensuite', choices: ['oui', 'non'] })
  }
  server = await startConsole({ socket: path, store, hear, report: () => undefined })
})
afterAll(async () => {
  await server.close()
  await store.close()
  await rm(folder, { recursive: true })
})

/** Runs `npm run chat` as it is, with this standard input. */
async function chat(
  arguments_: readonly string[],
  input = '',
): Promise<{ out: string; err: string; code: number | null }> {
  const main = resolve(import.meta.dirname, '../../../adapters/console/main.ts')
  const child = spawn(process.execPath, [main, ...arguments_], { stdio: ['pipe', 'pipe', 'pipe'] })
  child.stdin.end(input)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { out, err, code }
}

describe('npm run chat', () => {
  it('says each line of a piped input, prints every answer in order without style, and ends', async () => {
    const { out, err, code } = await chat(['--as', claire, '--socket', path], 'aide\n\nliste\n')
    expect({ err, code }).toEqual({ err: '', code: 0 })
    expect(out.split('\n').filter((line) => line.startsWith('écho'))).toEqual(['écho aide', 'écho liste'])
    expect(out).toContain('oui | non')
    for (const mark of ['\u001b', '**']) expect(out).not.toContain(mark)
  })

  it.skipIf(!hasTerminal)(
    'says what is pasted in a terminal as one message, once Enter is typed',
    async () => {
      const main = resolve(import.meta.dirname, '../../../adapters/console/main.ts')
      const command = `'${process.execPath}' '${main}' --as ${claire} --socket '${path}'`
      const child = spawn('script', ['-qefc', command, '/dev/null'])
      let shown = ''
      child.stdout.on('data', (data) => {
        shown += String(data)
      })
      const shows = (words: string) => expect.poll(() => shown, { timeout: 10_000 }).toContain(words)
      await shows('Bonjour')
      child.stdin.write('note A-2026.1 \u001b[200~Bonjour Hélène,\n\nannuler\nMarc\u001b[201~')
      await shows('4 lignes')
      expect(shown).not.toContain('écho')
      child.stdin.write('\r')
      await shows('et ensuite')
      expect(shown.split('écho').slice(1)).toEqual([expect.stringMatching(/Hélène,\s+annuler\s+Marc/)])
      child.stdin.write('\u0003')
      await new Promise((done) => child.once('close', done))
    },
    20_000,
  )

  it('ends without a word when nobody reads its answers any more', async () => {
    const main = resolve(import.meta.dirname, '../../../adapters/console/main.ts')
    const child = spawn(process.execPath, [main, '--as', claire, '--socket', path])
    const ended = new Promise<number | null>((done) => child.once('close', done))
    child.stdin.write('aide\n')
    await new Promise((read) => child.stdout.once('data', read))
    child.stdout.destroy()
    child.stdin.end('aide\n'.repeat(50))
    expect([await text(child.stderr), await ended]).toEqual(['', 0])
  })

  it('prints what was waiting, once', async () => {
    await consoleChannel(store).send('k1', claire, { type: 'notice', notice: wholeNotice })
    const first = await chat(['--as', claire, '--socket', path], 'aide\n')
    expect(first.out).toContain('A-2026.12')
    const second = await chat(['--as', claire, '--socket', path], 'aide\n')
    expect(second.out).not.toContain('A-2026.12')
  })

  it('ends with 1 and a sentence when nobody is known by this address', async () => {
    const { err, code } = await chat(['--as', 'inconnue@exemple.fr', '--socket', path])
    expect(code).toBe(1)
    expect(err).toMatch(/ne connaît pas.*inconnue@exemple\.fr/)
  })

  it('ends with 1 and the remedy when Vigie is not running', async () => {
    const { err, code } = await chat(['--as', claire, '--socket', join(folder, 'absent.sock')], 'aide\n')
    expect(code).toBe(1)
    expect(err).toMatch(/Vigie ne répond pas sur .*absent\.sock.*npm start/)
  })

  it('explains itself with --help, and asks who speaks', async () => {
    const help = await chat(['--help'])
    expect(help).toMatchObject({ code: 0, out: expect.stringContaining('--as prenom.nom@domaine') })
    expect(await chat([])).toMatchObject({ code: 1, err: expect.stringContaining('Qui parle') })
    expect(await chat(['--wrong'])).toMatchObject({ code: 1, err: expect.stringContaining('--wrong') })
  })
})
