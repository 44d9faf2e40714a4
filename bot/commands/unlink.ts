import { unlink as unlinkAccounts } from '#core/directory/unlink.ts'
import { command } from '../command.ts'

/** Ends the link of the person's chat account, wherever he says it: a lost telephone is unlinked from elsewhere. */
export const unlink = command({
  words: ['délier', 'délier mon compte', 'dissocier', 'unlink'],
  effect: 'changes',
  arguments: {},
  summary: 'ne plus parler à Vigie depuis votre compte Tchap',
  details: [
    'Vos suivis et abonnements restent ; ce que vous receviez sur Tchap part par courriel.',
    'Pour lier un compte à nouveau, écrivez à Vigie depuis Tchap : lier, puis votre adresse électronique.',
  ],
  examples: ['délier'],
  run: async ({ ctx }) => {
    const accounts = (await unlinkAccounts(ctx)).map(({ address }) => address)
    return { answer: { type: 'account-unlinked', data: { accounts } } }
  },
})
