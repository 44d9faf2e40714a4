import { timingSafeEqual } from 'node:crypto'
import { pack, unpack } from './bytes.ts'
import { StoreDamaged, wrongKey } from './errors.ts'
import type { Row } from './layout.ts'
import type { Seal } from './seal.ts'

/** What a backup begins with, its version included. */
const magic = Buffer.from('vigie-matrix-backup 1\n')
const hashLength = 32
const none = Buffer.alloc(0)

// magic, a mark of the key, the rows as (length, bytes) of part, key and value, and a keyed hash over all of that.
// Not compressed: sealed rows are noise.

export function encodeBackup(seal: Seal, rows: readonly Row[]): Buffer {
  const packed = rows.map(({ part, key, value }) => pack(Buffer.from(part), pack(key, pack(value, none))))
  const content = Buffer.concat([magic, seal.sign('key'), ...packed])
  return Buffer.concat([content, seal.sign(content)])
}

/**
 * @param path where it was read, for the error
 * @throws StoreKeyError when another key made it; StoreDamaged when it is truncated, altered or no backup
 */
export function decodeBackup(seal: Seal, file: Buffer, path: string): Row[] {
  const start = magic.length + hashLength
  const end = file.length - hashLength
  if (end < start || !file.subarray(0, magic.length).equals(magic)) throw damaged(path)
  if (!timingSafeEqual(seal.sign('key'), file.subarray(magic.length, start))) throw wrongKey()
  if (!timingSafeEqual(seal.sign(file.subarray(0, end)), file.subarray(end))) throw damaged(path)
  const rows: Row[] = []
  let rest = file.subarray(start, end)
  while (rest.length > 0) {
    const [part, afterPart] = unpack(rest)
    const [key, afterKey] = unpack(afterPart)
    const [value, afterValue] = unpack(afterKey)
    rows.push({ part: part.toString(), key, value })
    rest = afterValue
  }
  return rows
}

function damaged(path: string): StoreDamaged {
  return new StoreDamaged(
    `${path} n’est pas une sauvegarde entière de l’appareil Tchap : fichier tronqué, altéré, ou d’une autre sorte. Prenez-en une autre ; la base n’a pas été touchée.`,
  )
}
