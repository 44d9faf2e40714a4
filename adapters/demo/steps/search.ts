import type { Stage, Story } from '../stage.ts'
import { talkAs } from '../talk.ts'

/** 6. Another agent finds it with a misspelt word and a filter, and does not see the draft of another structure. */
export async function searchInChat(stage: Stage, story: Story): Promise<void> {
  const draft = await talkAs(stage, 'claire.vidal@agri.example')
  const opened = await draft.say(
    'créer produit danger:listeria dénomination:"Tomme brouillon" type:"alerte locale" source:"autocontrôle produit" reçu:hier description:"Brouillon, en attente de confirmation"',
    { lines: 3 },
  )
  const hidden = /A-2026\.\d+/.exec(opened)?.[0] ?? ''
  await draft.say('non', { lines: 3 })
  await stage.settled()
  const seen = await draft.say('chercher tomme brouillon dept:34', { lines: 8 })
  draft.leave()
  const minh = await talkAs(stage, 'minh.trinh@agri.example')
  const found = await minh.say('chercher brie listeira dept:34 depuis:2026-11-20')
  const none = await minh.say('chercher tomme brouillon dept:34', { lines: 8 })
  minh.leave()
  stage.say()
  stage.say(
    `Trouvé malgré la faute : ${found.includes(story.number) ? 'oui' : 'NON'}. Le brouillon ${hidden} : vu par son auteure, ${seen.includes(hidden) ? 'oui' : 'NON'} ; vu par un autre département, ${none.includes(hidden) ? 'OUI' : 'non'}.`,
  )
}
