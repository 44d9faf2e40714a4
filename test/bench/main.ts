/** `npm run bench -- NAME`: the measurements, each beside what one would use instead. */
const benches = {
  match: async (rest: readonly string[]) => (await import('./match.ts')).runMatchBench(rest),
  search: async () => (await import('./search.ts')).runSearchBench(),
  fanout: async (rest: readonly string[]) => (await import('./fanout.ts')).runFanoutBench(rest),
  matrix: async (rest: readonly string[]) => (await import('./matrix.ts')).runMatrixBench(rest),
} as const satisfies Record<string, (rest: readonly string[]) => Promise<void>>

function isBench(name: string): name is keyof typeof benches {
  return Object.hasOwn(benches, name)
}

const [name = '', ...rest] = process.argv.slice(2)
if (isBench(name)) await benches[name](rest)
else {
  console.error(`No bench is called "${name}". Write: npm run bench -- ${Object.keys(benches).join(' | ')}`)
  process.exitCode = 1
}
