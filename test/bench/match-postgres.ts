import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { z } from 'zod'
import { keyOf } from '#core/query/facts.ts'
import { startEmbedded } from '#core/store/embedded.ts'
import { type Happening, happeningOf, type Wanted, wantedOf } from './match-workload.ts'
import { hashOf, progress } from './report.ts'

const chunk = 10_000

/**
 * Events a second of what one would write in SQL: a table of access keys with a covering index (one row for each key of
 * the subscription's rarest clause), and the other clauses rechecked in the same statement. One connection, prepared.
 */
export async function measurePostgres(
  size: number,
  events: number,
  find: (event: number) => number[],
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-bench-'))
  try {
    await using server = await startEmbedded(folder, { flags: ['-c', 'shared_buffers=1GB', '-c', 'jit=off'] })
    const client = new pg.Client({ connectionString: server.migrationUrl })
    await client.connect()
    try {
      await fill(client, size)
      const asked = Array.from({ length: events }, (_, number) => parametersOf(happeningOf(number)))
      const found = [] as number[][]
      for (const parameters of asked) found.push(await match(client, parameters))
      const ours = hashOf(asked.map((_, number) => find(number)))
      if (hashOf(found) !== ours) throw new Error('PostgreSQL and the index do not agree')
      console.log(`  PostgreSQL finds the same for ${events} events: hash ${ours.toString(16)}`)
      const start = performance.now()
      for (const parameters of asked) await match(client, parameters)
      return (1000 * events) / (performance.now() - start)
    } finally {
      await client.end()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function fill(client: pg.Client, size: number): Promise<void> {
  await client.query(`
    create unlogged table subscription (id int primary key, severity int, groups text[], second text[], third text[], none text[]);
    create unlogged table access (key text collate "C", id int)`)
  const bar = progress('PostgreSQL', size)
  for (let first = 1; first <= size; first += chunk) {
    const rows = Array.from({ length: Math.min(chunk, size - first + 1) }, (_, at) =>
      rowOf(wantedOf(first + at)),
    )
    await client.query(
      `with rows as (select * from json_to_recordset($1) as row(id int, severity int, groups text[], access text[], second text[], third text[], none text[])),
         saved as (insert into subscription select id, severity, groups, second, third, none from rows)
       insert into access select unnest(access), id from rows`,
      [JSON.stringify(rows)],
    )
    bar.at(first)
  }
  await client.query('create index on access (key) include (id)')
  await client.query('vacuum analyze subscription')
  await client.query('vacuum analyze access')
  bar.done()
}

async function match(client: pg.Client, parameters: readonly unknown[]): Promise<number[]> {
  const { rows } = await client.query({
    name: 'match',
    text: `select distinct s.id from access a join subscription s using (id)
      where a.key = any($1) and s.severity <= $2 and s.groups && $1
        and (s.second is null or s.second && $1) and (s.third is null or s.third && $1)
        and (s.none is null or not s.none && $1)`,
    values: [...parameters],
    rowMode: 'array',
  })
  return z
    .array(z.tuple([z.int()]))
    .parse(rows)
    .map(([id]) => id)
}

function parametersOf({ values, words, severity }: Happening): unknown[] {
  return [
    [...values.map(({ facet, code }) => keyOf(facet, code)), ...words.map((word) => keyOf('word', word))],
    severity,
  ]
}

/** Facets by how rare their values are: the first that the subscription has is its access. */
const rarity = ['sirens', 'word', 'dangers', 'depts', 'categories', 'regions', 'domains']

function rowOf({ id, anyOf, noneOf, words, leastSeverity, groups }: Wanted) {
  const clauses = [
    ...anyOf.map((some) => some.map(({ facet, code }) => keyOf(facet, code))),
    ...words.map((word) => [keyOf('word', word)]),
  ].toSorted((a, b) => rankOf(a) - rankOf(b))
  const [access, second = null, third = null] = clauses
  const none = noneOf.length === 0 ? null : noneOf.map(({ facet, code }) => keyOf(facet, code))
  return {
    id,
    severity: leastSeverity,
    groups: groups.map((code) => keyOf('groups', code)),
    access: [...new Set(access)],
    second,
    third,
    none,
  }
}

function rankOf(clause: readonly string[]): number {
  return rarity.indexOf(clause[0]?.split(':')[0] ?? '')
}
