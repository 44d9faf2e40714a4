import { DeviceId, initAsync, OlmMachine, StoreHandle, UserId } from '@matrix-org/matrix-sdk-crypto-wasm'
import { expect, it } from 'vitest'
import { makeBench } from './fixture.ts'
import { holdUp, isDone, untilBlocked } from './hold-up.ts'

it('the crypto library does not go on before what it saved is in PostgreSQL, and not at all once it cannot be', async () => {
  await using bench = await makeBench()
  await bench.open()
  await initAsync()
  const handle = await StoreHandle.openWithKey('vigie', new Uint8Array(32).fill(3))
  const user = new UserId('@vigie:essai.example')
  const machine = await OlmMachine.initFromStore(user, new DeviceId('VIGIE'), handle)
  const letGo = await holdUp(bench.pool)
  const signing = machine.bootstrapCrossSigning(true)
  await untilBlocked(bench.pool)
  expect(await isDone(signing)).toBe(false)
  await letGo()
  await signing
  await bench.pool.query('update lease set holder = gen_random_uuid()')
  const again = machine.bootstrapCrossSigning(true)
  while (bench.fatal.length === 0) await isDone(again)
  expect(await isDone(again)).toBe(false)
})
