import { z } from 'zod'
import { readStamp } from './read-stamp.ts'

const stampLine = z.object({ stampOf: z.int(), token: z.string() })
const anchorLine = z.object({ rank: z.int(), heads: z.array(z.unknown()) })

/** The stamps among the lines of an anchor file, and whether each is over the anchor that it names. */
export async function readStampLines(
  lines: readonly string[],
): Promise<{ readonly rank: number; readonly holds: boolean }[]> {
  const values = lines.map((line) => ({ line, value: parse(line) }))
  const anchors = new Map(
    values.flatMap(({ line, value }) => {
      const anchor = anchorLine.safeParse(value)
      return anchor.success ? [[anchor.data.rank, line] as const] : []
    }),
  )
  const stamps = values.flatMap(({ value }) => stampLine.safeParse(value).data ?? [])
  return Promise.all(
    stamps.map(async ({ stampOf: rank, token }) => {
      const said = Buffer.from(anchors.get(rank) ?? '')
      const stamp = await readStamp(Buffer.from(token, 'base64'), said).catch(() => undefined)
      return { rank, holds: stamp?.holds === true }
    }),
  )
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
