import { type MatrixClient, MsgType, RelationType } from 'matrix-js-sdk'
import type { RoomMessageEventContent } from 'matrix-js-sdk/lib/@types/events.js'
import { encryptAttachment } from './attachment.ts'

export interface SayOptions {
  readonly html?: string
  readonly replyTo?: string
  readonly thread?: string
  readonly mentions?: readonly string[]
}

export interface FileToSend {
  readonly name: string
  readonly bytes: Uint8Array
  readonly mediaType: string
  readonly caption?: string
  /** How many bytes it is said to have, when that is not so. */
  readonly announced?: number
}

export function textContent(text: string, options: SayOptions): RoomMessageEventContent {
  const { html, mentions = [] } = options
  return {
    msgtype: MsgType.Text,
    body: text,
    ...(html === undefined ? {} : { format: 'org.matrix.custom.html', formatted_body: html }),
    ...relation(options),
    'm.mentions': { user_ids: [...mentions] },
  }
}

export function editContent(id: string, text: string): RoomMessageEventContent {
  return {
    msgtype: MsgType.Text,
    body: `* ${text}`,
    'm.new_content': { msgtype: MsgType.Text, body: text },
    'm.relates_to': { rel_type: RelationType.Replace, event_id: id },
  }
}

/** Uploads the file, encrypted unless its room is in the clear, and describes it. */
export async function fileContent(
  client: MatrixClient,
  { name, bytes, mediaType, caption = name, announced = bytes.length }: FileToSend,
  encrypted: boolean,
  options: SayOptions = {},
): Promise<RoomMessageEventContent> {
  const place = encrypted
    ? await uploadEncrypted(client, bytes)
    : {
        url: (await client.uploadContent(new Blob([Buffer.from(bytes)]), { name, type: mediaType }))
          .content_uri,
      }
  const described = {
    body: caption,
    filename: name,
    info: { mimetype: mediaType, size: announced },
    ...place,
    ...relation(options),
  }
  return mediaType.startsWith('image/')
    ? { msgtype: MsgType.Image, ...described }
    : { msgtype: MsgType.File, ...described }
}

function relation({ replyTo, thread }: SayOptions) {
  if (thread !== undefined)
    return {
      'm.relates_to': {
        rel_type: RelationType.Thread as const,
        event_id: thread,
        is_falling_back: replyTo === undefined,
        'm.in_reply_to': { event_id: replyTo ?? thread },
      },
    }
  return replyTo === undefined ? {} : { 'm.relates_to': { 'm.in_reply_to': { event_id: replyTo } } }
}

async function uploadEncrypted(client: MatrixClient, bytes: Uint8Array) {
  const { encrypted, file } = encryptAttachment(bytes)
  // Neither its name nor its type is told to the server.
  const options = { type: 'application/octet-stream', includeFilename: false }
  const sent = await client.uploadContent(new Blob([Buffer.from(encrypted)]), options)
  return { file: { ...file, url: sent.content_uri } }
}

/** Authenticated, as homeservers ask for today. */
export async function download(client: MatrixClient, mxc: string): Promise<Uint8Array> {
  const url = client.mxcUrlToHttp(mxc, undefined, undefined, undefined, false, true, true)
  if (url === null) throw new Error(`"${mxc}" is no address of a file`)
  const response = await fetch(url, { headers: { authorization: `Bearer ${client.getAccessToken()}` } })
  if (!response.ok) throw new Error(`${mxc}: ${response.status} ${await response.text()}`)
  return response.bytes()
}
