/**
 * Whoever reads what is printed may leave before the end (`| head`, a terminal that is closed): what runs goes on, and
 * stops as cleanly as it would have. @param left called once he has, when there is nothing to do without him
 */
export function outliveReader(left?: () => void): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      left?.()
    })
}
