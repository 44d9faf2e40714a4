import { isLasting } from '../store/lasting-failure.ts'
import type { BareEvent, Channel, DigestNotice, Message, Outcome } from './channel.ts'
import type { Notice } from './notice.ts'

/** Told that something could not be put in form, and why. */
export type ReportUnworded = (key: string, error: unknown) => void

/** Sends a notice; one that cannot be put in form goes with its number and title alone, rather than never. @throws as Channel */
export async function sendNotice(
  channel: Channel,
  key: string,
  notice: Notice,
  report: ReportUnworded,
): Promise<Outcome> {
  const { reader } = notice
  return firstThatCan(channel, key, reader.address, report, [
    { type: 'notice', notice },
    { type: 'bare', reader, events: eventsOf([notice]) },
  ])
}

/** Sends a digest; what cannot be put in form is named in it, and keeps nothing else back. @throws as Channel */
export async function sendDigestOf(
  channel: Channel,
  key: string,
  digest: DigestNotice,
  report: ReportUnworded,
): Promise<Outcome> {
  const { reader, notices } = digest
  const whole: Message = { type: 'digest', digest }
  const bare: Message = { type: 'bare', reader, events: eventsOf(notices) }
  return firstThatCan(channel, key, reader.address, report, [
    whole,
    () => {
      const told = notices.filter((notice) => canWord(channel, { ...digest, notices: [notice] }))
      if (told.length === 0) return bare
      const left = notices.filter((notice) => !told.includes(notice))
      return { type: 'digest', digest: { ...digest, notices: told, leftOut: eventsOf(left) } }
    },
    bare,
  ])
}

async function firstThatCan(
  channel: Channel,
  key: string,
  address: string,
  report: ReportUnworded,
  messages: readonly (Message | (() => Message))[],
): Promise<Outcome> {
  const [message, ...simpler] = messages
  if (message === undefined) throw new Error('nothing is to be sent')
  try {
    return await channel.send(key, address, typeof message === 'function' ? message() : message)
  } catch (error) {
    if (simpler.length === 0 || !isLasting(error)) throw error
    report(key, error)
    return firstThatCan(channel, key, address, report, simpler)
  }
}

function canWord(channel: Channel, digest: DigestNotice): boolean {
  try {
    channel.word?.({ type: 'digest', digest })
    return channel.word !== undefined
  } catch {
    // Why was reported when the whole could not be.
    return false
  }
}

function eventsOf(notices: readonly Notice[]): readonly BareEvent[] {
  const titles = new Map(notices.map(({ event }) => [event.number, event.title]))
  return [...titles].map(([number, title]) => ({ number, title }))
}
