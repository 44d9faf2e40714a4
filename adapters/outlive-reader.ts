/**
 * Whoever reads what is printed may leave before the end (`| head`, a terminal that is closed), and a file may take no
 * more: what runs goes on, and stops as cleanly as it would have. @param left called then, when there is nothing to do
 * without him
 */
export function outliveReader(left?: (error: NodeJS.ErrnoException) => void): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => left?.(error))
}
