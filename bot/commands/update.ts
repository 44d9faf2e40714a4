import { toldOf } from '#core/diffusion/told.ts'
import { loadEvent } from '#core/events/load.ts'
import { updateEvent } from '#core/events/update.ts'
import { kinds } from '#core/kinds/kinds.ts'
import { unplacedIn } from '#core/kinds/unplaced.ts'
import { asTyped } from '../as-typed.ts'
import { command } from '../command.ts'
import { eventNumber } from '../event-number.ts'
import { fieldWords } from '../field-words.ts'
import { restOfText } from '../grammar/argument.ts'
import { readChange } from '../grammar/change-sentence.ts'
import { codeAdded, readEdit } from '../grammar/edit-sentence.ts'
import { readChanges } from '../read-changes.ts'
import { seenVersion } from '../talk/state.ts'

/** Fields of all kinds. */
const editable = Object.values(kinds).flatMap(({ fields }) => fields)

/** Changes fields of an event, unless somebody changed the same ones since the person saw it. */
export const update = command({
  words: ['modifier', 'modifie', 'corriger', 'compléter', 'update', 'edit'],
  alsoSaid: ['corrige', 'complète', 'modifiez', 'corrigez'],
  effect: 'tells',
  states: ['draft', 'open', 'closed'],
  arguments: {
    number: eventNumber({ required: true, example: 'A-2026.12' }),
    changes: restOfText({ label: 'champ:valeur', required: true, example: 'lots:L2382' }),
  },
  rephrase: (text) => {
    const edit = readEdit(text, editable)
    const change = edit === undefined ? readChange(text, editable) : undefined
    // What it does with the values is only guessed at, or of which record is.
    if (change?.number !== undefined && change.how !== undefined)
      return { sentence: `modifier ${change.number} ${change.changes}`, asksHow: false }
    if (change?.how === 'ajouter') return { sentence: `modifier ${change.changes}`, asksHow: false }
    // What is to go, of a record that is not named, is only shown how: `withdraw` knows which was spoken of.
    if (edit === undefined || (edit.number === undefined && edit.takes && !edit.asksHow)) return undefined
    const words = ['modifier', edit.number ?? '', edit.changes].filter((one) => one !== '')
    return { sentence: words.join(' '), asksHow: edit.asksHow }
  },
  propose: (text) => {
    const change = readChange(text, editable) ?? codeAdded(text, editable)
    return change?.number === undefined ? undefined : `modifier ${change.number} ${change.changes}`
  },
  summary: 'changer un ou plusieurs champs d’une fiche',
  details: [
    'Pour ajouter ou retirer une valeur sans toucher aux autres : lots:"ajouter L2383", établissement:"retirer Carrefour".',
    'Pour vider un champ : lots:vide. Une DLC ou une DDM dite seule (DLC:12/12/2026) s’ajoute aux lots ; s’il y en a déjà une, je demande si elle la remplace.',
    ...fieldWords,
    'Si quelqu’un a changé les mêmes champs depuis que vous avez vu la fiche, je vous montre ses changements avant d’enregistrer les vôtres ; ce qu’il a changé dans d’autres champs reste, et je vous le dis.',
  ],
  examples: [
    'modifier A-2026.12 lots:L2381,L2382',
    'modifier A-2026.12 danger:"salmonella enteritidis" marque:"Ferme Y"',
    'modifier A-2026.12 lots:vide',
    'modifier A-2026.12 lots:"ajouter L2383"',
    'enlever le lot L2381 de A-2026.12',
    'ajouter à la description de A-2026.12 : un troisième cas',
  ],
  run: async ({ ctx, state }, { number, changes }) => {
    const current = await loadEvent(ctx.store.read(), ctx, number)
    const read = readChanges(ctx, current, changes)
    if (!read.ok) {
      const { answer } = read
      const sentences = answer.type === 'unread-fields' ? answer.data.corrections : []
      // What waits already is answered first.
      const talk =
        sentences.length === 0 || state.talk !== null
          ? {}
          : { talk: { type: 'offering' as const, sentences: [...sentences] } }
      return { answer, touched: { number }, ...talk }
    }
    const version = seenVersion(state, number)
    const input = { number, fields: read.fields, ...(version === undefined ? {} : { version }) }
    const done = await asTyped(read.typed, () => updateEvent(ctx, input))
    const touched = { number, version: done.event.version }
    const { changes: changed, meanwhile } = done
    const remarks = unplacedIn(read.fields).map((one) => ({ type: 'unplaced' as const, ...one }))
    if (done.event.state === 'draft')
      return { answer: { type: 'updated', data: { number, changes: changed, meanwhile, remarks } }, touched }
    const told = await toldOf(ctx, { numbers: [done.event.number] })
    return {
      answer: { type: 'updated', data: { number, changes: changed, meanwhile, told, remarks } },
      touched,
      tells: {
        number: done.event.number,
        told,
        typed: changes,
        gone: read.gone,
        ...(read.gone.length === 0 ? {} : { asks: ['loses'] }),
      },
    }
  },
})
