// First, before the library is loaded.
import '#test/synapse/quiet.ts'

import {
  createClient,
  EventType,
  type MatrixEvent,
  MatrixEventEvent,
  MsgType,
  RoomMemberEvent,
} from 'matrix-js-sdk'
import { z } from 'zod'
import { quietly } from '#test/synapse/quiet.ts'

/**
 * A program: the least bot that matrix-js-sdk makes. Keys in memory, a signed device; it joins where it is invited and
 * answers what begins with a word that it knows with the content that belongs to it. It remembers nothing.
 */
const env = z
  .object({
    ECHO_URL: z.string(),
    ECHO_USER: z.string(),
    ECHO_DEVICE: z.string(),
    ECHO_TOKEN: z.string(),
    ECHO_PASSWORD: z.string(),
  })
  .parse(process.env)
const shape = z.record(z.string(), z.looseObject({ body: z.string() }))
let answers: z.infer<typeof shape> = {}

const client = createClient({
  baseUrl: env.ECHO_URL,
  userId: env.ECHO_USER,
  deviceId: env.ECHO_DEVICE,
  accessToken: env.ECHO_TOKEN,
  disableVoip: true,
  ...quietly,
})
await client.initRustCrypto({ useIndexedDB: false })

client.on(RoomMemberEvent.Membership, (_, member) => {
  if (member.userId === env.ECHO_USER && member.membership === 'invite') void client.joinRoom(member.roomId)
})
client.on(MatrixEventEvent.Decrypted, (event: MatrixEvent) => {
  if (event.getSender() === env.ECHO_USER || event.getType() !== 'm.room.message') return
  const body = String(event.getContent().body)
  const [, content] = Object.entries(answers).find(([word]) => body.startsWith(word)) ?? []
  const [room, id] = [event.getRoomId(), event.getId()]
  if (content === undefined || room === undefined) return
  const marked = { ...content, 'fr.vigie': { key: `answer/${id}/0` } }
  void send(room, marked)
})

async function send(room: string, content: object): Promise<void> {
  await client.sendEvent(room, EventType.RoomMessage, { body: '', ...content, msgtype: MsgType.Text })
}

await client.startClient({ disablePresence: true })
await client.getCrypto()?.bootstrapCrossSigning({
  authUploadDeviceSigningKeys: (upload) =>
    upload({
      type: 'm.login.password',
      identifier: { type: 'm.id.user', user: env.ECHO_USER },
      password: env.ECHO_PASSWORD,
    }),
})
process.on('message', (told) => {
  answers = shape.parse(told)
  process.send?.('known')
})
process.once('disconnect', () => process.exit(0))
console.log('ready')
