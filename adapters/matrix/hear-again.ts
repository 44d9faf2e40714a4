import { forgetOne } from '#bot/heard.ts'
import { allSetAside, noteReplayed, setAside } from '#bot/set-aside.ts'
import { type Bot, provider } from './bot.ts'
import { isPassing } from './client/is-passing.ts'
import { act } from './receive.ts'

/** Has an event handled that was set aside, as an operator asked. What fails once more stays aside. */
export async function hearAgain(bot: Bot, reference: string): Promise<void> {
  const [aside] = await allSetAside(bot.store, reference)
  if (aside === undefined || aside.provider !== provider) return
  const { room, id, sender, message } = aside
  const event = await bot.matrix.incoming(room, id)
  if (event === undefined) throw new Error(`The event ${id} that was set aside is no more in ${room}.`)
  // What is said now is another answer than the one that told of the failure.
  const apart = (key: string) => `again/${reference}/${bot.clock.now().epochMilliseconds}/${key}`
  const matrix: Bot['matrix'] = {
    ...bot.matrix,
    send: (outgoing) => bot.matrix.send({ ...outgoing, key: apart(outgoing.key) }),
    react: (where, to, sign, key, priority) => bot.matrix.react(where, to, sign, apart(key), priority),
  }
  await forgetOne(bot.store, provider, id)
  await noteReplayed(bot.store, reference)
  try {
    await act({ ...bot, matrix, source: event }, event)
  } catch (error) {
    const from = sender === null ? {} : { sender }
    await setAside(bot.store.read(), bot.clock, { provider, id, room, ...from, message, error })
    if (isPassing(error)) throw error
    bot.report(error)
  }
}
