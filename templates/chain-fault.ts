import type { ChainCheck } from '#core/events/verify-chain.ts'

const alterations = {
  record: 'le dossier n’est plus tel que la dernière ligne de son fil de suivi l’a laissé',
  documents: 'ses documents ne sont pas ceux que son fil de suivi annonce',
} as const satisfies Record<NonNullable<ChainCheck['altered']>, string>

/** What does not hold of an event whose check is not ok. */
export function chainFault({ altered, brokenAt = 0 }: ChainCheck): string {
  return altered === undefined
    ? `le fil de suivi a été altéré à partir de l’entrée ${brokenAt}`
    : alterations[altered]
}
