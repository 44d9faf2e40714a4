import type { LinkPage } from '#core/http/deps.ts'
import { page, paragraph } from './page.ts'

/** Asks before anything is done: the form posts to the address of the page itself. @param page.sentence what the link is about */
export function askPage({ asks, sentence, already }: LinkPage): string {
  if (already) return asks === 'stop' ? stoppedPage(sentence, true) : acknowledgedPage(sentence, true)
  return asks === 'stop' ? stopPage(sentence) : acknowledgePage(sentence)
}

export function donePage({ asks, sentence }: LinkPage): string {
  return asks === 'stop' ? stoppedPage(sentence) : acknowledgedPage(sentence)
}

function stopPage(sentence: string): string {
  return page(
    'Ne plus recevoir ces avis ?',
    `${paragraph(sentence)}
${paragraph('Vos autres suivis et abonnements ne changent pas.')}
<form method="post">
<button type="submit">Ne plus recevoir ces avis</button>
</form>`,
  )
}

function stoppedPage(sentence: string, already = false): string {
  return page(
    already ? 'C’est déjà arrêté' : 'C’est arrêté',
    `${paragraph(sentence)}
${paragraph('Vous ne recevrez plus d’avis à ce titre. Vous pouvez fermer cette page.')}`,
  )
}

function acknowledgePage(sentence: string): string {
  return page(
    'Avez-vous pris connaissance de cet avis ?',
    `${paragraph(sentence)}
${paragraph('Votre réponse figurera, avec sa date, dans la preuve de diffusion de l’évènement.')}
<form method="post">
<button type="submit">J’en ai pris connaissance</button>
</form>`,
  )
}

function acknowledgedPage(sentence: string, already = false): string {
  return page(
    already ? 'C’était déjà noté, merci' : 'C’est noté, merci',
    `${paragraph(sentence)}
${paragraph('La preuve de diffusion dit que vous en avez pris connaissance. Vous pouvez fermer cette page.')}`,
  )
}

export function unknownPage(): string {
  return page(
    'Ce lien ne désigne rien',
    `${paragraph('Son adresse a sans doute été coupée en chemin, ou modifiée.')}
${paragraph('Si vous recevez encore ces avis, utilisez le lien du plus récent, ou écrivez « mes abonnements » au robot.')}`,
  )
}

/** @param page.detail what happened and what to do, as a sentence */
export function failedPage({ detail }: { readonly detail: string }): string {
  return page(
    'La demande n’a pas abouti',
    `${paragraph(detail)}
${paragraph('Rouvrez le lien du message dans quelques minutes.')}`,
  )
}
