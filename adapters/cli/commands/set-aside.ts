import { z } from 'zod'
import { answersTo } from '#bot/hear.ts'
import { allSetAside, noteReplayed, type SetAside, setAside } from '#bot/set-aside.ts'
import { addJob } from '#core/store/jobs.ts'
import { formatInstant } from '#templates/words.ts'
import { leaveForConsole } from '../../console/channel.ts'
import type { Parts } from '../../parts.ts'
import { type OperatorCommand, UsageError } from '../command.ts'

export const setAsideCommand: OperatorCommand = {
  name: 'ecartes',
  summary: 'liste les messages que Vigie n’a pas pu traiter, ou les lui fait reprendre',
  usage: 'ecartes [RÉFÉRENCE] [--relancer]',
  details: [
    'Un message dont le traitement échoue est mis de côté sans retenir les suivants ; son auteur en reçoit la référence.',
    'Sans référence, tous sont listés ou relancés. La réponse va à l’auteur ; ce qui échoue encore reste de côté.',
  ],
  examples: ['ecartes', 'ecartes 1f0c9a2b --relancer', 'ecartes --relancer'],
  options: { relancer: { type: 'boolean' } },
  words: [0, 1],
  async run(parts, { words: [reference], options, say }) {
    const found = await allSetAside(parts.store, reference)
    if (found.length === 0) {
      if (reference === undefined) return say('Aucun message mis de côté.')
      throw new UsageError(
        `Aucun message mis de côté n’a la référence « ${reference} » : « ecartes » les liste tous.`,
      )
    }
    if (options.relancer === true) {
      for (const one of found) say(`${one.reference}  ${await replay(parts, one)}`)
      return
    }
    for (const { reference, at, provider, sender, room, error } of found)
      say(`${reference}  ${formatInstant(at.toISOString())}  ${provider}  ${sender ?? room}  ${error}`)
    if (reference !== undefined) say(JSON.stringify(found[0]?.message, undefined, 2))
    say('« npm run vigie -- ecartes RÉFÉRENCE --relancer » fait reprendre un message.')
  },
}

/** Where only one process may speak, that one does it; what was said in a terminal is heard here. @returns what became of it */
async function replay(parts: Parts, aside: SetAside): Promise<string> {
  const { reference, provider } = aside
  if (provider === 'matrix') {
    await parts.store.transaction((em) => addJob(em, 'again', { reference }))
    return 'confié au processus qui sert Tchap'
  }
  const message = said.safeParse(aside.message)
  if (!message.success) return 'ne peut pas être repris : ce n’est pas un message'
  await noteReplayed(parts.store, reference)
  try {
    const log = () => undefined
    const answers = await answersTo({ ...parts, undoSeconds: parts.config.undoSeconds, log }, message.data)
    const { from } = message.data
    for (const [at, { text }] of answers.entries())
      await leaveForConsole(parts.store, `again/${reference}/${at}`, from, text)
    return `repris : ${answers.map(({ text }) => text.split('\n')[0]).join(' ')}`
  } catch (error) {
    const { id, room } = aside
    await setAside(parts.store.read(), parts.clock, {
      provider,
      id,
      room,
      sender: message.data.from,
      message: aside.message,
      error,
    })
    return `échoue encore : ${error instanceof Error ? error.message : String(error)}`
  }
}

const said = z.object({
  provider: z.literal('console'),
  from: z.string(),
  room: z.string(),
  text: z.string(),
  id: z.string(),
})
