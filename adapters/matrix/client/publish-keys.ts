import { Method } from 'matrix-js-sdk'
import { z } from 'zod'
import { cryptoOf } from './crypto.ts'
import type { Link } from './link.ts'

const published = z.object({ device_keys: z.record(z.string(), z.record(z.string(), z.unknown())) })

/**
 * Makes sure that the server has the device's public keys. With a token that it refuses (a logout, a password that was
 * changed) it also forgets the device, and after the next login nobody would encrypt for us: the crypto library believes
 * that they are there. One-time keys are made anew by the library, which is told how many are left.
 */
export async function publishKeys({ client, me }: Link): Promise<void> {
  const device = client.getDeviceId() ?? ''
  const answer = published.parse(
    await client.http.authedRequest(Method.Post, '/keys/query', undefined, {
      device_keys: { [me]: [device] },
    }),
  )
  if (answer.device_keys[me]?.[device] !== undefined) return
  const crypto = cryptoOf(client)
  const own = (await crypto.getUserDeviceInfo([me])).get(me)?.get(device)
  if (own === undefined) return
  await client.http.authedRequest(Method.Post, '/keys/upload', undefined, {
    device_keys: {
      user_id: me,
      device_id: device,
      algorithms: own.algorithms,
      keys: Object.fromEntries(own.keys),
      signatures: Object.fromEntries(
        [...own.signatures].map(([user, signatures]) => [user, Object.fromEntries(signatures)]),
      ),
    },
  })
  const { privateKeysCachedLocally } = await crypto.getCrossSigningStatus()
  if (privateKeysCachedLocally.selfSigningKey) await crypto.crossSignDevice(device)
}
