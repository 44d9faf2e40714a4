import { reindex } from '#search/reindex.ts'
import { count } from '#templates/words.ts'
import type { OperatorCommand } from '../command.ts'

export const reindexCommand: OperatorCommand = {
  name: 'reindex',
  summary: 'reconstruit l’index de recherche à partir des évènements',
  usage: 'reindex',
  details: [
    'Sans risque : les évènements ne sont que lus, et la recherche répond pendant la reconstruction.',
  ],
  examples: ['reindex'],
  words: [0, 0],
  async run(parts, { progress, say }) {
    const bar = progress('Évènements')
    const indexed = await reindex(parts.store, parts.engine, bar.update)
    bar.stop()
    say(`${count(indexed, 'évènement indexé', 'évènements indexés')}.`)
  },
}
