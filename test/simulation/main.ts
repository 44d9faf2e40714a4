import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'
import { simulateApi } from './api.ts'
import { simulateHostile } from './hostile.ts'

/**
 * The long simulations; each prints its counts. `matrix` also takes --kills, and --seed for one seed alone; `api` takes
 * --seconds, and --seed to invent the same again; so does `hostile`, and --inputs.
 */
const simulations: Readonly<Record<string, readonly string[]>> = {
  matrix: ['--project', 'long'],
  workers: ['--project', 'db', 'test/simulation/kill.db.test.ts', 'test/simulation/sessions.db.test.ts'],
  audience: ['--project', 'db', 'test/simulation/audience.db.test.ts'],
}

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      seeds: { type: 'string', default: '100' },
      kills: { type: 'string', default: '50' },
      seed: { type: 'string', default: '' },
      seconds: { type: 'string', default: '300' },
      inputs: { type: 'string', default: '100000' },
    },
  })
  const [what = ''] = positionals
  if (what === 'hostile' && positionals.length === 1) {
    const seed = values.seed === '' ? Date.now() % 1_000_000 : Number(values.seed)
    const { inputs, seconds } = values
    const held = await simulateHostile({ seed, inputs: Number(inputs), seconds: Number(seconds) })
    return held ? 0 : 1
  }
  const args = simulations[what]
  if (what === 'api' && positionals.length === 1)
    return simulateApi({ seconds: Number(values.seconds), seed: values.seed })
  if (args === undefined || positionals.length > 1) {
    console.error(
      'What is simulated: `api`, `audience`, `hostile`, `matrix` or `workers`. For example: npm run simulate -- matrix --seeds 100 --kills 50',
    )
    return 2
  }
  const begun = performance.now()
  const code = await run(args, { SEEDS: values.seeds, KILLS: values.kills, SEED: values.seed })
  console.log(`${Math.round((performance.now() - begun) / 1000)} s in all`)
  return code
}

function run(args: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  const vitest = spawn('vitest', ['run', '--config', 'test/vitest.config.ts', ...args], {
    env: { ...process.env, ...env },
    stdio: 'inherit',
  })
  return new Promise((done, fail) => {
    vitest.once('error', fail)
    vitest.once('exit', (code) => done(code ?? 1))
  })
}

process.exitCode = await main()
