import { toldOf } from '#core/diffusion/told.ts'
import { attachDocuments } from '#core/documents/attach.ts'
import { listDocuments } from '#core/documents/list.ts'
import { documentsPage } from '#templates/chat/documents.ts'
import { command } from '../command.ts'
import { eventNumber } from '../event-number.ts'
import { pageNumber } from '../grammar/argument.ts'
import { nextPage } from '../next-page.ts'

/** The documents of an event; files that come with it become some. */
export const documents = command({
  words: ['documents', 'document', 'pièces jointes', 'joindre', 'documents joints', 'files', 'attach'],
  effect: 'reads',
  arguments: { number: eventNumber({ required: true, example: 'A-2026.12' }), page: pageNumber() },
  takesFiles: 'itself',
  summary: 'les documents d’une fiche ; envoyé en légende d’un fichier, le joint à la fiche',
  details: [
    'Au plus 10 fichiers à la fois, de 25 Mo chacun. « point », « message » et « note » en légende les joignent aussi.',
  ],
  examples: ['documents A-2026.12'],
  run: async ({ ctx, message: { files = [] } }, { number, page }) => {
    if (files.length > 0) await attachDocuments(ctx, { number, files })
    const added = files.map(({ name }) => name)
    const documents = await listDocuments(ctx, { number })
    if (added.length === 0)
      return {
        answer: { type: 'documents', data: { number, documents, added, page: Number(page ?? 1) } },
        touched: { number },
        ...nextPage(`documents ${number}`, {
          total: documents.length,
          size: documentsPage,
          page: Number(page ?? 1),
        }),
      }
    const told = await toldOf(ctx, { numbers: [number] })
    return {
      answer: { type: 'documents', data: { number, documents, added, told, page: 1 } },
      touched: { number },
      tells: { number, told },
    }
  },
})
