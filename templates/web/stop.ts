import { page, paragraph } from './page.ts'

/** Asks before stopping: the form posts to the address of the page itself. */
export function stopPage({ sentence }: { readonly sentence: string }): string {
  return page(
    'Ne plus recevoir ces avis ?',
    `${paragraph(sentence)}
${paragraph('Vos autres suivis et abonnements ne changent pas.')}
<form method="post">
<button type="submit">Ne plus recevoir ces avis</button>
</form>`,
  )
}

export function stoppedPage({ sentence }: { readonly sentence: string }): string {
  return page(
    'C’est arrêté',
    `${paragraph(sentence)}
${paragraph('Vous ne recevrez plus d’avis à ce titre. Vous pouvez fermer cette page.')}`,
  )
}

export function unknownPage(): string {
  return page(
    'Il n’y a rien à arrêter',
    `${paragraph('Ce lien n’arrête plus rien : soit c’est déjà fait, soit son adresse a été coupée en chemin.')}
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
