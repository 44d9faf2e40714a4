import { writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { complain } from '../complain.ts'
import { outliveReader } from '../outlive-reader.ts'
import { writePrivately } from '../places.ts'
import { buildStage, type Story } from './stage.ts'
import { steps } from './steps.ts'

const folder = join(import.meta.dirname, '..', '..', 'var', 'demo')
const told: string[] = []

/** Prints a line as it happens, and keeps it for the summary. */
function say(line = ''): void {
  console.log(line)
  told.push(stripVTControlCharacters(line))
}

let interrupted = false
writePrivately()
outliveReader()

try {
  const begun = performance.now()
  await using stage = await buildStage(folder, say)
  // Interrupted, it leaves nothing running and no folder behind either.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      interrupted = true
      const end = () => process.exit(130)
      stage[Symbol.asyncDispose]().then(end, end)
    })
  }
  const story: Story = { number: '' }
  for (const [index, step] of steps.entries()) {
    say()
    say(`━━ ${index + 1}. ${step.title}`)
    await step.play(stage, story)
  }
  say()
  say(
    `Fin de l’histoire, en ${Math.round((performance.now() - begun) / 1000)} s. Les courriels et ce récit sont dans ${relative(process.cwd(), folder) || folder}.`,
  )
  await writeFile(join(folder, 'recit.txt'), `${told.join('\n')}\n`)
} catch (error) {
  // What an interruption breaks off is no news.
  if (!interrupted) console.error(complain(error))
  process.exitCode = 1
}
