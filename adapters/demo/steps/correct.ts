import { renderMarkdown } from '../../console/screen.ts'
import type { Stage, Story } from '../stage.ts'
import { indent, talkAs } from '../talk.ts'

/** 5. An update, then a corrected lot: who had the first version gets what changed. */
export async function correctInChat(stage: Stage, story: Story): Promise<void> {
  const claire = await talkAs(stage, 'claire.vidal@agri.example')
  await claire.say(
    `point ${story.number} Retrait engagé chez les deux revendeurs ; le producteur a bloqué 110 pièces.`,
  )
  await claire.say(`modifier ${story.number} lots:"L2381, L2382"`)
  claire.leave()
  await stage.settled()
  const leila = await talkAs(stage, 'leila.mansouri@agri.example')
  await new Promise((resolve) => setTimeout(resolve, 300))
  stage.say()
  stage.say('Ce que Leïla Mansouri lit ensuite : ce qui a changé, pas le tout.')
  for (const notice of leila.notices()) stage.say(`${indent(renderMarkdown(notice, process.stdout.isTTY))}\n`)
  leila.leave()
}
