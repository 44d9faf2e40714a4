import type { EventBrief, LabelledValue } from '#core/diffusion/notice.ts'
import type { DocumentBrief } from '#core/documents/document.entity.ts'
import type { FieldChange } from '#core/refusal.ts'
import { changeLine, documentLine, stateLabels } from '../words.ts'
import { bold, plain, shorten } from './worded.ts'

/** **A-2026.12** Listeria, brie (Ferme X) */
export function eventTitle({ number, title }: Pick<EventBrief, 'number' | 'title'>): string {
  return `${bold(number)} ${plain(title)}`.trim()
}

/** Produit alimentaire · en cours · DDPP de l’Hérault */
export function eventFacts({ kind, state, structure }: EventBrief): string {
  const label = stateLabels[state]
  return [plain(kind), state === 'withdrawn' ? bold(label) : label, plain(structure)].join(' · ')
}

/** One value a line; a long one is cut, as the whole is one `voir` away. */
export function fieldLines(fields: readonly LabelledValue[], most = 600): readonly string[] {
  return fields.map(({ label, value }) => `${plain(label)} : ${plain(shorten(value, most))}`)
}

export function changeLines(changes: readonly FieldChange[]): readonly string[] {
  return changes.map((change) => plain(changeLine(change)))
}

export function documentLines(documents: readonly DocumentBrief[]): readonly string[] {
  return documents.map((document) => plain(documentLine(document)))
}
