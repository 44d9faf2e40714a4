import { type MatrixClient, Method } from 'matrix-js-sdk'
import { z } from 'zod'

const claimed = z.object({
  one_time_keys: z.record(
    z.string(),
    z.record(z.string(), z.record(z.string(), z.object({ fallback: z.boolean().optional() }))),
  ),
})

/** More than a server keeps of one device. */
const most = 500

/**
 * Uses up the one-time keys of our own device that the server still has: who got one whose private part is lost could
 * not reach us. The device makes new ones when the server says that none is left.
 * @returns how many there were
 */
export async function drainOneTimeKeys(client: MatrixClient, me: string, device: string): Promise<number> {
  for (let drained = 0; drained < most; drained++) {
    const answer = claimed.parse(
      await client.http.authedRequest(Method.Post, '/keys/claim', undefined, {
        one_time_keys: { [me]: { [device]: 'signed_curve25519' } },
      }),
    )
    const [key] = Object.values(answer.one_time_keys[me]?.[device] ?? {})
    // The last-resort key is given again and again; once given, the device replaces it.
    if (key === undefined || key.fallback === true) return drained
  }
  return most
}

/** Has the server answer the device's sync now, and tell in it how many keys are left. */
export async function askForCount(client: MatrixClient, me: string, device: string): Promise<void> {
  await client.sendToDevice('fr.vigie.count', new Map([[me, new Map([[device, {}]])]]))
}
