import type { Cast } from './matrix-people.ts'

/** The bot's devices and signing keys, as a person's client knows them: whether each is signed, too. */
export async function deviceOf({ people }: Cast, bot: string): Promise<unknown> {
  const human = people[0]?.human
  const crypto = human?.client.getCrypto()
  if (human === undefined || crypto === undefined) throw new Error('somebody with keys asks')
  const devices = (await crypto.getUserDeviceInfo([bot], true)).get(bot)?.values() ?? []
  return Promise.all(
    [...devices].map(async ({ deviceId, keys }) => ({
      deviceId,
      keys: [...keys].toSorted(),
      signed: await human.isVerified(bot, deviceId),
    })),
  )
}
