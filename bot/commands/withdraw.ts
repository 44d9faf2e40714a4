import { audienceOf } from '#core/diffusion/plan.ts'
import { toldByNext } from '#core/diffusion/told.ts'
import { loadEvent } from '#core/events/load.ts'
import { withdrawEvent } from '#core/events/withdraw-event.ts'
import { kindOf } from '#core/kinds/kinds.ts'
import { command } from '../command.ts'
import { eventNumber } from '../event-number.ts'
import { restOfText } from '../grammar/argument.ts'
import { valueTakenOut } from '../value-taken-out.ts'

/** Takes back an event that was a mistake: never without its number and the reason, both said. */
export const withdraw = command({
  words: [
    'retirer',
    'retirer la fiche',
    'retirer l’évènement',
    'supprimer',
    'supprimer la fiche',
    'dépublier',
    'fausse alerte',
    "c'est une fausse alerte",
    "c'est une erreur",
    'erreur',
    'withdraw',
    'retract',
    'delete',
    'unpublish',
  ],
  alsoSaid: [
    ...['retire', 'retirez', 'supprime', 'supprimez', 'enlever', 'enlève', 'enlevez', 'efface', 'effacez'],
    ...['ôter', 'ôte'],
    ...['rétracter', 'révoquer', 'effacer', 'désavouer', 'invalider', 'revoke'].flatMap((verb) => [
      verb,
      `${verb} la fiche`,
      `${verb} l’évènement`,
    ]),
    'supprimer l’évènement',
    'dépublier la fiche',
    'dépublier l’évènement',
  ],
  effect: 'tells',
  states: ['draft', 'open', 'closed'],
  arguments: {
    number: eventNumber({ required: true, example: 'A-2026.12', said: true }),
    reason: restOfText({
      label: 'motif',
      required: true,
      example: 'Fausse alerte : résultat démenti.',
      unquote: true,
    }),
  },
  ofValue: valueTakenOut,
  summary: 'retirer une fiche ouverte par erreur, en disant pourquoi',
  details: [
    'La fiche reste lisible, à l’état « retiré » ; la recherche ne la montre qu’avec état:retiré. Ceux qui en avaient été avertis l’apprennent, et eux seuls ; un brouillon retiré n’avertit personne. Une fiche publiée n’est retirée qu’après votre « oui ».',
    'La structure qui l’a créée le peut, et l’administration centrale, qui peut aussi la rétablir : « rouvrir ».',
  ],
  examples: [
    'retirer A-2026.12 Fausse alerte : résultat démenti par le laboratoire.',
    'supprimer A-2026.12 doublon de A-2026.11',
  ],
  run: async ({ ctx }, { number, reason }) => {
    // Counted before: afterwards, those whose digest had not left yet are not told any more.
    const told = await toldByNext(ctx, { number, type: 'withdrawn' })
    const before = await loadEvent(ctx.store.read(), ctx, number)
    const draft = audienceOf(before, 'withdrawn') === 'nobody'
    const event = await withdrawEvent(ctx, { number, reason })
    const title = kindOf(event.kind).title(event.fields)
    return {
      answer: { type: 'withdrawn', data: { number: event.number, title, reason, told, draft } },
      touched: { number: event.number, version: event.version },
      tells: { number: event.number, told, text: reason, ...(draft ? {} : { asks: ['withdraws'] }) },
    }
  },
})
