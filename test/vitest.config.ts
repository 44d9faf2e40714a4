import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const withSynapse = {
  globalSetup: ['test/global.ts', 'test/synapse/global.ts'],
  setupFiles: ['test/synapse/quiet.ts'],
  // A homeserver and several clients at work fill a small machine: after the others.
  sequence: { groupOrder: 1 },
}

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // vitest itself leaves a core free: on two cores half of the machine would rest.
    maxWorkers: availableParallelism(),
    // Files share the modules that a worker has loaded, in any order: a module that keeps something between calls shows.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.{db,matrix,long}.test.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'db', include: ['test/**/*.db.test.ts'], globalSetup: ['test/global.ts'] },
      },
      {
        extends: true,
        test: { name: 'matrix', include: ['test/**/*.matrix.test.ts'], ...withSynapse },
      },
      {
        extends: true,
        // Minutes each: `npm run simulate -- matrix`.
        test: {
          name: 'long',
          include: ['test/**/*.long.test.ts'],
          fileParallelism: false,
          ...withSynapse,
          // One file at a time: projects that run so differently may not share an order.
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
