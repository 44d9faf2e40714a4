import { proveDiffusion } from '#core/diffusion/prove.ts'
import { reasonOf } from '#templates/reasons.ts'
import { renderMarkdown } from '../../console/screen.ts'
import type { Stage, Story } from '../stage.ts'
import { indent, talkAs } from '../talk.ts'

/** 4. Notices leave at once: to whom, why, and to whom not. */
export async function showNotices(stage: Stage, story: Story): Promise<void> {
  await stage.settled()
  // A central agent is shown what others subscribed to; Claire Vidal, only that it matches.
  const central = await stage.as('helene.marchetti@agri.example')
  const proof = await proveDiffusion(central, { number: story.number })
  for (const line of proof.lines) {
    const outcome =
      line.state === 'waiting' ? `attend le récapitulatif du ${paris(line.at)}` : `remis le ${paris(line.at)}`
    stage.say(
      `- ${line.name} (${line.structure}), ${line.channel === 'email' ? 'courriel' : 'console'}, ${outcome}`,
    )
    for (const reason of line.reasons) stage.say(`    parce que : ${reasonOf(reason, line.own)}`)
  }
  const triple = proof.lines.filter((line) => line.name === 'Yacine Brahimi')
  stage.say(
    `Yacine Brahimi correspond ${triple[0]?.reasons.length ?? 0} fois et reçoit ${triple.length} avis.`,
  )
  const told = proof.lines.filter((line) => line.name === 'Gaëtan Fauré').length
  stage.say(`Gaëtan Fauré (santé des végétaux) est abonné mais n’a pas le droit : ${told} avis.`)
  const leila = await talkAs(stage, 'leila.mansouri@agri.example')
  await new Promise((resolve) => setTimeout(resolve, 300))
  stage.say()
  stage.say('Ce que Leïla Mansouri lit dans sa console :')
  for (const notice of leila.notices()) stage.say(indent(renderMarkdown(notice, process.stdout.isTTY)))
  leila.leave()
}

function paris(instant: string): string {
  const at = Temporal.Instant.from(instant).toZonedDateTimeISO('Europe/Paris')
  return `${String(at.day).padStart(2, '0')}/${String(at.month).padStart(2, '0')} à ${at.hour} h ${String(at.minute).padStart(2, '0')}`
}
