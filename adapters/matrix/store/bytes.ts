import { Deserializer, Serializer } from 'node:v8'
import type { Key } from './idb.ts'

/**
 * A value as structured cloning keeps it: dates, maps, bytes and undefined included.
 * @throws when it holds what cannot be cloned, such as a function
 */
export function toBytes(value: unknown): Buffer {
  // Not v8.serialize(), which keeps byte arrays as views on the whole row they were read from.
  const serializer = new Serializer()
  serializer.writeHeader()
  serializer.writeValue(value)
  return serializer.releaseBuffer()
}

export function fromBytes(bytes: Uint8Array): unknown {
  const deserializer = new Deserializer(bytes)
  deserializer.readHeader()
  return deserializer.readValue()
}

/** Two byte strings in one. */
export function pack(first: Uint8Array, second: Uint8Array): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(first.length)
  return Buffer.concat([length, first, second])
}

export function unpack(packed: Buffer): [first: Buffer, second: Buffer] {
  const end = 4 + packed.readUInt32BE(0)
  return [packed.subarray(4, end), packed.subarray(end)]
}

/**
 * The same bytes for the same key. Serialised values are not: V8 writes a text or a number in more than one way,
 * depending on how it came to be.
 */
export function keyBytes(key: Key): Buffer {
  if (typeof key === 'number') return tagged('n', Buffer.from(String(key)))
  // UTF-16: a lone surrogate is a key of its own, and UTF-8 would lose it.
  if (typeof key === 'string') return tagged('s', Buffer.from(key, 'utf16le'))
  if (key instanceof Date) return tagged('d', Buffer.from(String(key.getTime())))
  if (key instanceof ArrayBuffer) return tagged('b', Buffer.from(key))
  return tagged('a', Buffer.concat(key.map(keyBytes)))
}

function tagged(tag: string, content: Buffer): Buffer {
  return pack(Buffer.from(tag), pack(content, Buffer.alloc(0)))
}
