import type { Stage, Story } from '../stage.ts'
import { type Talk, talkAs } from '../talk.ts'

/** What Claire answers to the bot's questions, by what the question is about. */
const answers: readonly (readonly [RegExp, string])[] = [
  [/type de l.évènement/i, '1'],
  [/source|origine|comment/i, 'autocontrôle produit'],
  [/reçu|réception|quand/i, "aujourd'hui"],
  [/danger/i, 'Listeria monocytogenes'],
  [/description|décri/i, 'Autocontrôle positif en Listeria monocytogenes sur un brie au lait cru.'],
]

/** 3. Others say what concerns them; then an agent of a DDPP opens an event in one message. */
export async function openInChat(stage: Stage, story: Story): Promise<void> {
  await others(stage)
  const claire = await talkAs(stage, 'claire.vidal@agri.example')
  let answer = await claire.say(
    'créer produit danger:"Listeria monocytogenes" dénomination:"Brie au lait cru" marque:"Ferme des Trois Sapins" lots:"L2381" ' +
      'description:"Autocontrôle positif sur un brie au lait cru, 240 pièces vendues à Lodève et à Nîmes"',
  )
  for (let turn = 0; turn < 12 && !/A-2026\.\d+/.test(answer); turn++)
    answer = await claire.say(replyTo(answer))
  story.number = /A-2026\.\d+/.exec(answer)?.[0] ?? ''
  if (story.number === '') throw new Error('the bot never gave a number')
  const marc = await talkAs(stage, 'marc.olivier-sabatier@agri.example')
  await marc.say(`suivre ${story.number}`)
  marc.leave()
  await claire.say(`portée ${story.number}`)
  await claire.say('oui')
  claire.leave()
}

/** Subscriptions of four people: at once with three reasons, at once by filter, daily, and one who has no right. */
async function others(stage: Stage): Promise<void> {
  const said: readonly (readonly [string, readonly string[]])[] = [
    ['leila.mansouri@agri.example', ['abonner danger:listeria région:occitanie']],
    ['yacine.brahimi@agri.example', ['abonner danger:listeria', 'abonner brie "lait cru"']],
    ['camille.dastugue@agri.example', ['abonner danger:listeria chaque jour à 8 h par courriel']],
    ['gaetan.faure@agri.example', ['abonner listeria par courriel']],
  ]
  for (const [email, lines] of said) {
    const talk: Talk = await talkAs(stage, email)
    for (const line of lines) await talk.say(line, { lines: 4 })
    talk.leave()
  }
}

function replyTo(question: string): string {
  const asked =
    question
      .trim()
      .split('\n\n')
      .findLast((part) => part.includes('?')) ?? question
  return answers.find(([about]) => about.test(asked))?.[1] ?? 'passer'
}
