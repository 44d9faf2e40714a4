import { command } from '../command.ts'
import { restOfText } from '../grammar/argument.ts'

/** A greeting is answered with a few first sentences to try. */
export const hello = command({
  words: ['bonjour', 'bonsoir', 'salut', 'hello', 'hi', 'start'],
  effect: 'reads',
  arguments: { rest: restOfText({ label: 'texte', required: false, example: 'Vigie' }) },
  summary: 'quelques exemples pour commencer',
  details: [],
  examples: ['bonjour'],
  run: async ({ ctx, commands }) => {
    const name = ctx.actor.type === 'agent' ? ctx.actor.agent.firstName : ctx.actor.name
    const examples = ['créer', 'chercher', 'abonner'].flatMap(
      (wanted) => commands.find((one) => one.name === wanted)?.examples[0] ?? [],
    )
    return { answer: { type: 'welcome', data: { name, examples } } }
  },
})
