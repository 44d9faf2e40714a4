import { DeviceId, initAsync, OlmMachine, StoreHandle, UserId } from '@matrix-org/matrix-sdk-crypto-wasm'
import pg from 'pg'
import { openDurableStore } from '#adapters/matrix/store/open-store.ts'
import { key } from './store-tools.ts'

// Run as a process of its own, and killed: opens the device of the real crypto library and prints what it is.

const [url = '', name = '', holder = '', sign = ''] = process.argv.slice(2)
await openDurableStore({
  pool: new pg.Pool({ connectionString: url }),
  lease: { name, holder },
  key,
  onFatal: (error) => {
    throw error
  },
})
await initAsync()
const handle = await StoreHandle.openWithKey('vigie', new Uint8Array(32).fill(3))
const machine = await OlmMachine.initFromStore(
  new UserId('@vigie:essai.example'),
  new DeviceId('VIGIE'),
  handle,
)
if (sign === 'sign') await machine.bootstrapCrossSigning(true)
const { hasMaster, hasSelfSigning, hasUserSigning } = await machine.crossSigningStatus()
process.stdout.write(
  `${JSON.stringify({
    curve25519: machine.identityKeys.curve25519.toBase64(),
    ed25519: machine.identityKeys.ed25519.toBase64(),
    signing: [hasMaster, hasSelfSigning, hasUserSigning],
  })}\n`,
)
// Nothing is closed: it stays until it is killed.
setInterval(() => undefined, 60_000)
