import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type GroupName, groups } from './groups.ts'

/**
 * `npm run mutate [-- GROUP …]`: changes the code that the promises rest on, one small thing at a time, runs the tests
 * that are to notice, and prints each change that none did. Minutes for each group.
 */
const here = import.meta.dirname
const reports = join(here, '../../var/mutation')
/** Where its packages are: below the project, whose vitest they run. */
const tool = join(here, '../../var/mutation-tool')

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !isGroup(name))
  if (unknown.length > 0) {
    console.error(`No group is called ${unknown.join(', ')}. There are: ${Object.keys(groups).join(', ')}`)
    return 2
  }
  if (!existsSync(join(tool, 'node_modules'))) {
    await cp(join(here, 'tool'), tool, { recursive: true })
    await run('npm', ['ci', '--prefix', tool])
  }
  let alive = 0
  let tried = 0
  for (const name of names.length === 0 ? Object.keys(groups) : names) {
    if (!isGroup(name)) continue
    const found = await mutateGroup(name)
    tried += found.tried
    alive += found.alive.length
    console.log(`${name}: ${found.tried} changes, ${found.alive.length} alive`)
    for (const line of found.alive) console.log(`  ! ${line}`)
  }
  console.log(`${tried} changes, ${alive} alive`)
  return alive === 0 ? 0 : 1
}

function isGroup(name: string): name is GroupName {
  return Object.hasOwn(groups, name)
}

const report = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.string(),
      mutants: z.array(
        z.object({
          mutatorName: z.string(),
          replacement: z.string().optional(),
          status: z.string(),
          location: z.object({ start: z.object({ line: z.number(), column: z.number() }) }),
        }),
      ),
    }),
  ),
})

/** Of all that was changed, what nobody noticed. */
async function mutateGroup(name: GroupName): Promise<{ tried: number; alive: string[] }> {
  const { mutate, tests } = groups[name]
  const file = join(reports, `${name}.json`)
  const config = join(reports, `${name}.config.json`)
  await mkdir(reports, { recursive: true })
  await writeFile(config, JSON.stringify({ ...common, mutate, jsonReporter: { fileName: file } }))
  await run(join(tool, 'node_modules/.bin/stryker'), ['run', config], { MUTATED_TESTS: tests.join(' ') })
  const { files } = report.parse(JSON.parse(await readFile(file, 'utf8')))
  const all = Object.entries(files).flatMap(([path, { source, mutants }]) =>
    mutants.map((mutant) => ({
      path,
      line: source.split('\n')[mutant.location.start.line - 1] ?? '',
      ...mutant,
    })),
  )
  const tried = all.filter(({ status }) => status !== 'Ignored')
  const alive = tried.filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
  return {
    tried: tried.length,
    alive: alive.map(
      ({ path, line, location: { start }, mutatorName, replacement = '' }) =>
        `${path}:${start.line}:${start.column} ${mutatorName}: ${line.trim()} → ${replacement.replaceAll(/\s+/g, ' ').slice(0, 120)}`,
    ),
  }
}

const common = {
  plugins: [join(tool, 'node_modules/@stryker-mutator/vitest-runner/dist/src/index.js')],
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
  // Types are checked elsewhere, and what is compiled by nobody needs no compiler's options.
  tsconfigFile: 'no-tsconfig.json',
  tempDirName: 'var/mutation/sandbox',
  ignorePatterns: ['var', '.git'],
  reporters: ['json'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  disableTypeChecks: false,
  allowEmpty: false,
  // Words for people are held elsewhere.
  mutator: { excludedMutations: ['StringLiteral', 'OptionalChaining'] },
  timeoutMS: 30_000,
}

async function run(
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<void> {
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${command} ended with ${code}`)
}

process.exitCode = await main(process.argv.slice(2))
