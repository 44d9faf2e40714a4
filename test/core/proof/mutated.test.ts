import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { canonical, sha256 } from '#core/canonical.ts'
import { makeSigner } from '#core/proof/signing.ts'

const checker = new URL('../../../core/proof/verify-proof.mjs', import.meta.url).pathname
const number = '2026-0001'
const start = '0'.repeat(64)

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-proof-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function checked(text: string): { status: number | null; said: string } {
  const file = join(folder, 'proof.json')
  writeFileSync(file, text)
  const { status, stdout, stderr } = spawnSync(process.execPath, [checker, file], { encoding: 'utf8' })
  return { status, said: stdout + stderr }
}

/** A proof as sealed-proof.ts makes it: one entry, one delivery noted in a batch. */
function soundProof(): object {
  const at = '2026-11-27T10:00:00.000Z'
  const said = { number, rank: 1, type: 'opened', at, agentId: 1, author: 'A', structureId: 1, version: 1 }
  const record = { title: 'Lait' }
  const chained = {
    ...said,
    previousHash: start,
    recordHash: sha256(canonical(record)),
    bodyHash: sha256(canonical({})),
  }
  const hash = sha256(canonical({ format: 2, ...chained }))
  const fact = { delivery: 'd1', at, said: { to: 'B', entry: hash, state: 'sent' } }
  const digest = sha256(canonical([fact]))
  const seal = sha256(canonical({ format: 1, number, rank: 1, at, facts: 1, digest, previousHash: start }))
  const signer = makeSigner('ab'.repeat(32))
  const anchor = { rank: 1, at, key: signer.publicKey, heads: [{ number, entries: 1, hash, seals: 1, seal }] }
  return {
    format: 1,
    number,
    record,
    entries: [{ ...chained, format: 2, body: {}, hash }],
    seals: [{ rank: 1, at, digest, hash: seal, facts: [fact] }],
    later: [],
    deliveries: [{ delivery: 'd1', name: 'B', said: fact.said }],
    anchor: { ...anchor, signature: signer.sign(canonical(anchor)) },
  }
}

function pathsIn(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [[key], ...pathsIn(inner).map((at) => [key, ...at])])
}

/** @param by `undefined` takes the member out */
function mutated(value: unknown, [key, ...deeper]: readonly string[], by: unknown): unknown {
  if (typeof value !== 'object' || value === null || key === undefined) return by
  const members = Object.entries(value)
    .map(([name, inner]): [string, unknown] => [name, name === key ? mutated(inner, deeper, by) : inner])
    .filter(([, inner]) => inner !== undefined)
  return Array.isArray(value) ? members.map(([, inner]) => inner) : Object.fromEntries(members)
}

it('tells what is no proof from one that holds, in its own words', () => {
  expect(checked(JSON.stringify(soundProof()))).toMatchObject({ status: 0 })
  for (const text of ['null', '[]', '"x"', '{"format":1}', '{', '', '{"format":2}']) {
    const { status, said } = checked(text)
    expect(said, text).toMatch(/^Ce fichier n’est pas une preuve que ce programme sait lire \(.+\)\.\n$/)
    expect(status, text).toBe(1)
  }
})

it('never answers a proof that was altered by a stack', () => {
  const proof = soundProof()
  const by = fc.constantFrom(undefined, null, 0, 'x', true, [], {}, [null], [0])
  fc.assert(
    fc.property(fc.constantFrom(...pathsIn(proof)), by, (at, value) => {
      const { status, said } = checked(JSON.stringify(mutated(proof, at, value)))
      expect(said).not.toMatch(/Error\b|\n {4}at /)
      expect(said).toMatch(/Ce fichier n’est pas|preuve ne tient pas|preuve intacte/)
      expect([0, 1]).toContain(status)
    }),
    { numRuns: 60 },
  )
})
