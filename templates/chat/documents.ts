import type { Told } from '#core/diffusion/told.ts'
import type { DocumentBrief } from '#core/documents/document.entity.ts'
import type { Verdict } from '#core/documents/verdict.ts'
import { count, documentLine, formatInstant, verdictLabels } from '../words.ts'
import { pageOf, pageWords } from './pages.ts'
import { toldSentence } from './told.ts'
import { blocks, bold, bullets, code, lines, plain, stopped, type Worded } from './worded.ts'

export interface DocumentsAnswer {
  readonly number: string
  /** Oldest first. */
  readonly documents: readonly (DocumentBrief & {
    readonly at: string
    readonly author: string
    readonly verdict: Verdict
  })[]
  /** Names of those that came with the question, and are among them now. */
  readonly added: readonly string[]
  /** 1 is the last that were joined. */
  readonly page: number
  /** Whom those tell. */
  readonly told?: Told
}

/** Documents on one page. */
export const documentsPage = 30

export function wordDocuments({ number, documents, added, told, page: asked }: DocumentsAnswer): Worded {
  const joined =
    added.length === 0 ? '' : lines(wordJoined(added), told === undefined ? '' : toldSentence(told))
  if (documents.length === 0)
    return {
      text: `${bold(number)} n’a pas de document. Pour en joindre, envoyez un fichier avec ${code(`documents ${number}`)} en légende.`,
    }
  const { shown, ...page } = pageOf(documents, { page: asked, size: documentsPage, newest: true })
  const heading = `${bold(`Documents de ${number}`)} : ${count(documents.length, 'document')}`
  const items = shown.map(
    (document) =>
      `n° ${document.id} ${plain(documentLine(document))}, joint le ${formatInstant(document.at)} par ${plain(document.author)}${verdictWords(document.verdict)}`,
  )
  return { text: blocks(joined, heading, bullets(items), pageWords(`documents ${number}`, page)) }
}

function verdictWords(verdict: Verdict): string {
  const label = verdictLabels[verdict]
  return label === '' ? '' : ` (${label})`
}

/** One line under what was done with their message. */
export function wordJoined(names: readonly string[]): string {
  return names.length === 1
    ? `Document joint : ${plain(names.join())}.`
    : `Documents joints : ${stopped(names.map(plain).join(', '))}`
}

export function wordLeft(names: readonly string[]): string {
  const [what, kept] =
    names.length === 1
      ? [`Je n’ai pas gardé ${plain(names.join())}`, 'le joindre à un évènement, renvoyez-le']
      : [
          `Je n’ai pas gardé les fichiers ${names.map(plain).join(', ')}`,
          'les joindre à un évènement, renvoyez-les',
        ]
  return `${what}. Pour ${kept} avec ${code('documents A-2026.12')} en légende, ou en réponse à sa fiche.`
}
