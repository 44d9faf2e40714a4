import { command } from '../command.ts'

/** Leaves a dialogue; with none open (the dialogue hears it first), says so. */
export const cancel = command({
  words: ['annuler', 'annule', 'abandonner', 'cancel', 'stop'],
  arguments: {},
  summary: 'abandonner la question en cours',
  details: ['Rien de ce qui est déjà enregistré n’est touché : un brouillon reste un brouillon.'],
  examples: ['annuler'],
  run: async () => ({ answer: { type: 'cancelled', data: { about: null } }, talk: null }),
})
