import { writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { proveDiffusion } from '#core/diffusion/prove.ts'
import { proofCsv } from '#templates/web/proof-csv.ts'
import { count } from '#templates/words.ts'
import type { Stage, Story } from '../stage.ts'
import { talkAs } from '../talk.ts'

/** 9. The proof of diffusion: person, channel, version, time, outcome, reason. */
export async function printProof(stage: Stage, story: Story): Promise<void> {
  const helene = await talkAs(stage, 'helene.marchetti@agri.example')
  await helene.say(`preuve ${story.number}`, { lines: 200 })
  helene.leave()
  const proof = await proveDiffusion(await stage.as('helene.marchetti@agri.example'), {
    number: story.number,
  })
  const file = join(stage.config.varFolder, `preuve-${story.number}.csv`)
  await writeFile(file, proofCsv(proof))
  stage.say()
  stage.say(
    `Chaîne du journal : ${proof.chain.ok ? 'intacte' : 'ROMPUE'}, ${count(proof.chain.entries, 'ligne')}. La preuve entière : ${relative(process.cwd(), file)}`,
  )
}
