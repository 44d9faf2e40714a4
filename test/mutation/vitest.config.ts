import { defineConfig } from 'vitest/config'

/** The tests that are to notice (main.ts); with a database if one of them wants it. */
const include = (process.env.MUTATED_TESTS ?? '').split(' ').filter((one) => one !== '')

export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    include,
    globalSetup: include.some((one) => one.includes('.db.')) ? ['test/global.ts'] : [],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    isolate: false,
  },
})
