import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EntityManager } from '@mikro-orm/postgresql'
import { EventSchema } from '#core/events/event.entity.ts'
import { type ChainCheck, verifyChain } from '#core/events/verify-chain.ts'
import { anchorHeads } from '#core/proof/anchor.ts'
import { sealProof } from '#core/proof/sealed-proof.ts'
import { type AnchorsCheck, verifyAnchors } from '#core/proof/verify-anchors.ts'
import { type DeliveriesCheck, verifyDeliveries } from '#core/proof/verify-deliveries.ts'
import { joinedStore } from '#core/store/joined.ts'
import { openStore, type Store } from '#core/store/store.ts'
import { ownerUrl } from '#test/database.ts'
import { makeWorld, type World } from '#test/world.ts'
import { testNotary } from './notary.ts'
import { type ToldEvent, toldEvent } from './told-event.ts'

export interface Seen {
  readonly chain: ChainCheck
  readonly deliveries: DeliveriesCheck
  readonly anchors: AnchorsCheck
  /** What the program of a third party says of a proof that is made now. */
  readonly third: { readonly holds: boolean; readonly said: string }
}

/** An event that people were told of, anchored outside, and somebody who holds the password of the database's superuser. */
export interface Scene extends AsyncDisposable {
  readonly world: World
  readonly owner: Store
  readonly event: ToldEvent
  readonly notary: ReturnType<typeof testNotary>
  /** What is seen of the event after a deed of the superuser, for whom no trigger works; then it never was. */
  seenAfter(deed: (em: EntityManager) => Promise<unknown>, third?: boolean): Promise<Seen>
  look(store: Store, third: boolean): Promise<Seen>
  /** A proof as the service would make it of that database, given to the program that a third party runs. */
  askThird(store: Store, change?: (json: string) => string): Promise<Seen['third']>
}

const checker = new URL('../../../core/proof/verify-proof.mjs', import.meta.url).pathname
const undo = new Error('undo')

export async function openScene(): Promise<Scene> {
  const world = await makeWorld()
  const owner = await openStore(ownerUrl(world.store.url))
  const folder = await mkdtemp(join(tmpdir(), 'vigie-proof-'))
  const notary = testNotary()
  const event = await toldEvent(world)
  await toldEvent(world)
  await anchorHeads({ ...world, notary })
  await writeFile(join(folder, 'key.pem'), notary.signer.publicKey)
  await writeFile(join(folder, 'anchors.ndjson'), `${notary.lines.join('\n')}\n`)

  const askThird: Scene['askThird'] = async (store, change = (json) => json) => {
    const proof = await sealProof({ ...world.system, store }, testNotary(), { number: event.number })
    const file = join(folder, 'proof.json')
    await writeFile(file, change(JSON.stringify(proof)))
    const options = ['--key', join(folder, 'key.pem'), '--anchors', join(folder, 'anchors.ndjson')]
    return new Promise((resolve) => {
      execFile('node', [checker, file, ...options], (error, out, err) =>
        resolve({ holds: error === null, said: out + err }),
      )
    })
  }
  const look: Scene['look'] = async (store, third) => {
    const em = store.read()
    const row = await em.findOneOrFail(EventSchema, { id: event.id })
    return {
      chain: await verifyChain(em, row),
      deliveries: await verifyDeliveries(em, event),
      anchors: await verifyAnchors(em, notary.lines),
      third: third ? await askThird(store) : { holds: true, said: '' },
    }
  }
  const seenAfter: Scene['seenAfter'] = async (deed, third = true) => {
    const box: { seen?: Seen } = {}
    await owner
      .transaction(async (em) => {
        await em.execute('set local session_replication_role = replica')
        await deed(em)
        await em.execute('set local session_replication_role = origin')
        box.seen = await look(joinedStore(owner, em), third)
        throw undo
      })
      .catch((error: unknown) => {
        if (error !== undo) throw error
      })
    if (box.seen === undefined) throw new Error('nothing was seen')
    return box.seen
  }
  return {
    world,
    owner,
    event,
    notary,
    seenAfter,
    look,
    askThird,
    async [Symbol.asyncDispose]() {
      await owner.close()
      await world[Symbol.asyncDispose]()
      await rm(folder, { recursive: true })
    },
  }
}
