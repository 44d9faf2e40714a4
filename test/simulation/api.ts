import { spawn } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { installPython } from '../python/install.ts'
import { startApiServer } from './api-server.ts'

/** What was found is kept there, and tried again by the next run. */
const kept = 'var/schemathesis'

const here = (name: string) => join(import.meta.dirname, name)

/** Exit code of what cannot be done on this machine (.ci/run). */
const skipped = 77

/** Holds the API to its own documentation: schemathesis invents requests from it, good and bad, and checks each answer. */
export async function simulateApi(options: {
  readonly seconds: number
  readonly seed: string
}): Promise<number> {
  const wanted = { package: 'schemathesis', name: 'Schemathesis', requirements: here('api-requirements.txt') }
  const installed = await installPython(wanted, console.log)
  if ('skipped' in installed) {
    console.log(`Skipped: ${installed.skipped}`)
    return skipped
  }
  await mkdir(kept, { recursive: true })
  await using server = await startApiServer()
  const code = await run(
    join(installed.folder, 'bin', 'python'),
    [
      ...['-m', 'schemathesis.cli'],
      ...['--config-file', here('api.toml'), 'run', `${server.url}/docs/json`],
      ...['--checks', 'all', '--max-time', String(options.seconds), '--workers', '2'],
      ...['--header', `Authorization: Bearer ${server.token}`],
      ...['--request-timeout', '30', '--continue-on-failure', '--no-color', '--output-truncate', 'false'],
      ...['--generation-database', 'none'],
      ...(options.seed === '' ? [] : ['--seed', options.seed]),
    ],
    { SCHEMATHESIS_HOOKS: 'api_hooks', PYTHONPATH: import.meta.dirname, PYTHONDONTWRITEBYTECODE: '1' },
  )
  const health = await fetch(`${server.url}/ready`)
  console.log(`Ready afterwards: ${health.status}`)
  const errors = server.said().match(/"level":(50|60)/g) ?? []
  if (errors.length > 0)
    console.log(`Errors that the program logged: ${errors.length}\n${server.said().slice(-4000)}`)
  return code === 0 && health.ok && errors.length === 0 ? 0 : 1
}

function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const child = spawn(command, args, { stdio: 'inherit', cwd: kept, env: { ...process.env, ...env } })
  return new Promise((done, fail) => {
    child.once('error', fail)
    child.once('exit', (code) => done(code ?? 1))
  })
}
