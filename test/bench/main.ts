/** `npm run bench -- NAME`: the measurements, each beside what one would use instead. */
const benches = {
  match: async (rest: readonly string[]) => (await import('./match.ts')).runMatchBench(rest),
  search: async () => (await import('./search.ts')).runSearchBench(),
} as const satisfies Record<string, (rest: readonly string[]) => Promise<void>>

const [name = '', ...rest] = process.argv.slice(2)
if (name in benches) await benches[name === 'search' ? 'search' : 'match'](rest)
else {
  console.error(`No bench is called "${name}". Write: npm run bench -- ${Object.keys(benches).join(' | ')}`)
  process.exitCode = 1
}
