import { z } from 'zod'
import { fromBytes, toBytes } from './bytes.ts'
import { StoreDamaged, StoreRefused, wrongKey } from './errors.ts'
import { onlyKey, parts, type Row, sealRow } from './layout.ts'
import type { Seal } from './seal.ts'

// One row that tells at once that the key is another, or the store another account's.

const content = z.object({ account: z.string() })

export function makeMarker(seal: Seal, account: string): Row {
  return sealRow(seal, { type: 'put', part: parts.marker, key: onlyKey, plain: toBytes({ account }) })
}

export function findMarker(rows: readonly Row[]): Row | undefined {
  return rows.find(({ part }) => part === parts.marker)
}

/** @throws StoreKeyError when the key is not the one that sealed it */
export function accountOf(seal: Seal, marker: Row): string {
  try {
    return content.parse(fromBytes(seal.open(marker.part, marker.key, marker.value))).account
  } catch {
    throw wrongKey()
  }
}

/** @throws StoreKeyError, StoreRefused when the store is another account's, StoreDamaged when nothing marks it */
export function checkAccount(seal: Seal, rows: readonly Row[], account: string): void {
  const marker = findMarker(rows)
  if (marker === undefined)
    throw new StoreDamaged(
      'matrix_store a perdu sa ligne « marker ». Restaurez la sauvegarde de l’appareil (vigie matrix restore).',
    )
  const found = accountOf(seal, marker)
  if (found !== account)
    throw new StoreRefused(
      `L’appareil Tchap gardé est celui du compte « ${found} », pas celui de « ${account} ». Remettez MATRIX_USER, ou oubliez cet appareil (vigie matrix forget-device).`,
    )
}
