import type { Choice } from '../kind.ts'

export const yesNoUnknown: readonly Choice[] = [
  { code: 'oui', label: 'Oui', words: ['yes'] },
  { code: 'non', label: 'Non', words: ['no'] },
  { code: 'inconnu', label: 'Ne sait pas', words: ['inconnu', 'je ne sais pas', 'unknown'] },
]

/** Where an establishment stands in the case. */
export const filePositions: readonly Choice[] = [
  { code: 'detection', label: 'Détection de la non-conformité', words: ['détection', 'détection de la NC'] },
  { code: 'survenue', label: 'Survenue de la non-conformité', words: ['survenue', 'survenue de la NC'] },
  {
    code: 'detection-survenue',
    label: 'Détection et survenue de la non-conformité',
    words: ['détection et survenue'],
  },
  { code: 'autre-maillon', label: 'Autre maillon de la chaîne', words: ['autre maillon'] },
  { code: 'autre', label: 'Autre', words: ['other'] },
]
