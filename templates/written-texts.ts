import type { EntryBrief } from '#core/diffusion/notice.ts'

/** What an entry says, as paragraphs: what it says now if it was corrected, both sides if it is a correction. */
export function writtenTexts({ type, body, corrected, about }: EntryBrief): readonly string[] {
  const text = corrected?.text ?? body.text ?? ''
  if (text.trim() === '') return []
  if (type !== 'correction' || about?.before === undefined) return [text]
  const before = about.before.trim() === '' ? '(sans texte)' : about.before
  return [`Avant : ${before}`, `Après : ${text}`]
}
