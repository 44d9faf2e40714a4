import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '#core/store/embedded.ts'
import { migrate } from '#core/store/migrate.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The cluster of this run, for its superuser; each test file clones the `template_vigie` database (test/database.ts). */
    clusterUrl: string
    /** The same for the role that the program runs as. */
    runUrl: string
  }
}

/** One PostgreSQL a run, with a migrated template database that test files clone. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-test-'))
  // Durability is not what these tests are about, but one: test/core/store/crash.db.test.ts runs its own cluster.
  const database = await startEmbedded(join(folder, 'postgres'), {
    flags: ['-c', 'fsync=off', '-c', 'max_connections=300'],
  })
  const admin = new pg.Client({ connectionString: database.migrationUrl })
  await admin.connect()
  await admin.query('create database template_vigie')
  await admin.end()
  await migrate(
    withDatabase(database.migrationUrl, 'template_vigie'),
    withDatabase(database.url, 'template_vigie'),
  )
  project.provide('clusterUrl', database.migrationUrl)
  project.provide('runUrl', database.url)
  return async () => {
    await database.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

function withDatabase(url: string, name: string): string {
  const named = new URL(url)
  named.pathname = `/${name}`
  return named.href
}
