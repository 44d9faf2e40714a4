/** What a client asks a homeserver for, as coarse as a fault test needs. */
export const callClasses = [
  'sync',
  'send',
  'redact',
  'state',
  'createRoom',
  'invite',
  'join',
  'leave',
  'kick',
  'keys/upload',
  'keys/query',
  'keys/claim',
  'keys/signing',
  'sendToDevice',
  'messages',
  'event',
  'media/upload',
  'media/download',
  'members',
  'receipt',
  'typing',
  'account_data',
  'login',
  'backup',
  'other',
] as const

export type CallClass = (typeof callClasses)[number]

/** In order: the first that fits the path after its version, without its query. */
const shapes: readonly (readonly [RegExp, CallClass])[] = [
  [/^sync$/, 'sync'],
  [/^rooms\/[^/]+\/send\//, 'send'],
  [/^rooms\/[^/]+\/redact\//, 'redact'],
  [/^rooms\/[^/]+\/state(\/|$)/, 'state'],
  [/^createRoom$/, 'createRoom'],
  [/^rooms\/[^/]+\/invite$/, 'invite'],
  [/^(rooms\/[^/]+\/join|join\/[^/]+)$/, 'join'],
  [/^rooms\/[^/]+\/leave$/, 'leave'],
  [/^rooms\/[^/]+\/(kick|ban)$/, 'kick'],
  [/^keys\/upload(\/|$)/, 'keys/upload'],
  [/^keys\/query$/, 'keys/query'],
  [/^keys\/claim$/, 'keys/claim'],
  [/^keys\/(device_signing\/upload|signatures\/upload)$/, 'keys/signing'],
  [/^sendToDevice\//, 'sendToDevice'],
  [/^rooms\/[^/]+\/(messages|relations\/.*)$/, 'messages'],
  [/^rooms\/[^/]+\/(event|context)\//, 'event'],
  [/^rooms\/[^/]+\/(joined_)?members$/, 'members'],
  [/^rooms\/[^/]+\/(receipt\/|read_markers$)/, 'receipt'],
  [/^rooms\/[^/]+\/typing\//, 'typing'],
  [/^user\/[^/]+\/(rooms\/[^/]+\/)?account_data\//, 'account_data'],
  [/^login$/, 'login'],
  [/^room_keys\//, 'backup'],
  [/^(upload|create)(\/|$)/, 'media/upload'],
  [/^(download|thumbnail)\//, 'media/download'],
]

/** @param path of a request, with or without its query */
export function classOf(path: string): CallClass {
  const bare = path.split('?')[0] ?? ''
  const asked = bare.replace(/^\/_matrix\/(client|media)\/(unstable\/[^/]+|[^/]+)\/(media\/)?/, '')
  return shapes.find(([shape]) => shape.test(asked))?.[1] ?? 'other'
}
