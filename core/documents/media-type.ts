import type { DocumentProblem } from '../refusal.ts'

export type MediaTypeRead =
  | { readonly ok: true; readonly mediaType: string }
  | {
      readonly ok: false
      readonly why: Extract<DocumentProblem, 'executable' | 'active' | 'closed-archive' | 'mislabelled'>
    }

interface Signature {
  readonly family: 'image' | 'document' | 'archive' | 'executable' | 'active' | 'closed-archive'
  readonly mediaType: string
  matches(bytes: Buffer): boolean
}

/** The name of the folder of macros, as a compound file writes it. */
const macrosOfOldOffice = Buffer.from('_VBA_PROJECT', 'utf16le')

/** The first bytes of what people send most, and of what must not be sent. */
const signatures: readonly Signature[] = [
  // Readers of PDF allow some bytes before the mark.
  { family: 'document', mediaType: 'application/pdf', matches: (bytes) => within(bytes, '%PDF-', 1024) },
  { family: 'image', mediaType: 'image/png', matches: (bytes) => starts(bytes, '\x89PNG\r\n\x1a\n') },
  { family: 'image', mediaType: 'image/jpeg', matches: (bytes) => starts(bytes, '\xff\xd8\xff') },
  { family: 'image', mediaType: 'image/gif', matches: (bytes) => starts(bytes, 'GIF87a', 'GIF89a') },
  {
    family: 'image',
    mediaType: 'image/webp',
    matches: (bytes) => starts(bytes, 'RIFF') && starts(bytes.subarray(8), 'WEBP'),
  },
  {
    family: 'archive',
    mediaType: 'application/zip',
    matches: isZip,
  },
  {
    family: 'executable',
    mediaType: '',
    // Windows (a text may begin with the same two letters, without the zero bytes), Linux, macOS, scripts.
    matches: (bytes) =>
      (starts(bytes, 'MZ') && bytes.subarray(0, 64).includes(0)) ||
      starts(bytes, '\x7fELF', '\xfe\xed\xfa', '\xce\xfa\xed\xfe', '\xcf\xfa\xed\xfe', '#!'),
  },
  {
    family: 'active',
    mediaType: '',
    // Images of disks (ISO 9660, VHD, VHDX), and office documents of the former format that have macros.
    matches: (bytes) =>
      starts(bytes.subarray(0x8001), 'CD001') ||
      starts(bytes, 'conectix', 'vhdxfile') ||
      starts(bytes.subarray(-512), 'conectix') ||
      (starts(bytes, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1') && bytes.includes(macrosOfOldOffice)),
  },
  {
    family: 'closed-archive',
    mediaType: '',
    matches: (bytes) =>
      starts(bytes, '7z\xbc\xaf\x27\x1c', 'Rar!\x1a\x07', 'MSCF', '\x1f\x8b', 'BZh', '\xfd7zXZ\x00'),
  },
]

/** Office documents are zip archives with a type of their own. */
const zipped =
  /^application\/(zip|x-zip-compressed|vnd\.openxmlformats-officedocument\..+|vnd\.oasis\.opendocument\..+|epub\+zip)$/
/** What a browser would run if it were shown. */
const active =
  /^(text\/html|image\/svg\+xml|application\/xhtml\+xml|(text|application)\/(x-)?(javascript|ecmascript))$/
/** A browser may show it as a page: kept as bytes without a type. */
const xml = /^(text|application)\/xml$/
const bytesOnly = 'application/octet-stream'
const mislabelled = { ok: false, why: 'mislabelled' } as const

/** The type that a file really has: what it is said to be, held against its first bytes. */
export function mediaTypeOf(declaredType: string, content: Uint8Array): MediaTypeRead {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  const declared = normal(declaredType)
  const seen = signatures.find((signature) => signature.matches(bytes))
  if (seen?.family === 'executable' || seen?.family === 'active' || seen?.family === 'closed-archive')
    return { ok: false, why: seen.family }
  if (active.test(declared)) return { ok: false, why: 'active' }
  if (xml.test(declared)) return { ok: true, mediaType: bytesOnly }
  if (declared === bytesOnly) return { ok: true, mediaType: seen?.mediaType ?? bytesOnly }
  if (declared.startsWith('text/')) return bytes.includes(0) ? mislabelled : { ok: true, mediaType: declared }
  if (zipped.test(declared))
    return seen?.family === 'archive' ? { ok: true, mediaType: declared } : mislabelled
  const known = signatures.find(({ mediaType }) => mediaType === declared)
  if (known === undefined) return { ok: true, mediaType: declared }
  // Phones and converters name one image format for another: what counts is what it is.
  return seen?.family === known.family ? { ok: true, mediaType: seen.mediaType } : mislabelled
}

export function isZip(bytes: Buffer): boolean {
  return starts(bytes, 'PK\x03\x04', 'PK\x05\x06')
}

/** Lower case, without parameters; anything that is no media type is bytes. */
function normal(declared: string): string {
  const type = declared.split(';')[0]?.trim().toLowerCase() ?? ''
  return /^[a-z\d][a-z\d.+-]{0,60}\/[a-z\d][a-z\d.+-]{0,120}$/.test(type) ? type : bytesOnly
}

function starts(bytes: Buffer, ...marks: readonly string[]): boolean {
  return marks.some((mark) => bytes.subarray(0, mark.length).equals(Buffer.from(mark, 'latin1')))
}

function within(bytes: Buffer, mark: string, first: number): boolean {
  return bytes.subarray(0, first).includes(Buffer.from(mark, 'latin1'))
}
