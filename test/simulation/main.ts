import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'

/** The long simulations: `node test/simulation/main.ts matrix [--seeds 100] [--kills 50] [--seed 17]`. Each prints its counts. */
async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      seeds: { type: 'string', default: '100' },
      kills: { type: 'string', default: '50' },
      seed: { type: 'string', default: '' },
    },
  })
  const [what] = positionals
  if (what !== 'matrix' || positionals.length > 1) {
    console.error(
      'What is simulated: `matrix`. For example: npm run simulate -- matrix --seeds 100 --kills 50',
    )
    return 2
  }
  const begun = performance.now()
  const code = await run({ SEEDS: values.seeds, KILLS: values.kills, SEED: values.seed })
  console.log(`${Math.round((performance.now() - begun) / 1000)} s in all`)
  return code
}

function run(env: Readonly<Record<string, string>>): Promise<number> {
  const vitest = spawn('vitest', ['run', '--config', 'test/vitest.config.ts', '--project', 'long'], {
    env: { ...process.env, ...env },
    stdio: 'inherit',
  })
  return new Promise((done, fail) => {
    vitest.once('error', fail)
    vitest.once('exit', (code) => done(code ?? 1))
  })
}

process.exitCode = await main()
