import { renderMarkdown as renderInTerminal } from '#adapters/console/screen.ts'
import { addressed } from '#adapters/matrix/addressed.ts'
import { decideIncoming } from '#adapters/matrix/client/decide-incoming.ts'
import { commands } from '#bot/commands.ts'
import { readChange, recordChanged } from '#bot/grammar/change-sentence.ts'
import { dayAfter } from '#bot/grammar/day-after.ts'
import { editIn, saysNone } from '#bot/grammar/edit.ts'
import { fieldAt, numberIn, piecesOf, readOrder } from '#bot/grammar/edit-order.ts'
import { codeAdded, readEdit } from '#bot/grammar/edit-sentence.ts'
import { editsIn, isOrder, unopposed } from '#bot/grammar/edits.ts'
import { fieldNamed, readFields } from '#bot/grammar/fields.ts'
import { addedTo, otherParts, without } from '#bot/grammar/held-codes.ts'
import { helpOn } from '#bot/grammar/help.ts'
import { listAfter } from '#bot/grammar/list-after.ts'
import { match } from '#bot/grammar/match.ts'
import { nameAfter } from '#bot/grammar/name-after.ts'
import { read as readTokens } from '#bot/grammar/read.ts'
import { nearest as nearestWords } from '#bot/grammar/suggest.ts'
import { decideUnheard } from '#bot/grammar/unheard.ts'
import { decideTurn } from '#bot/talk/dialogue.ts'
import { editedBy } from '#bot/talk/edit-field.ts'
import { answerFilling, type FillTools, startFilling, waitFilling } from '#bot/talk/filling.ts'
import { puttingBack } from '#bot/talk/putting-back.ts'
import { isOfAnother, setsFields } from '#bot/talk/sentence.ts'
import { shortNumber } from '#bot/talk/short-number.ts'
import { emptyState, type Filling, type Talk } from '#bot/talk/state.ts'
import { saysNoMore, takingBack } from '#bot/talk/taking-back.ts'
import { valueTakenOut } from '#bot/value-taken-out.ts'
import { unwritableIn } from '#core/clean-text.ts'
import { barePlacesIn, sayingPlaces } from '#core/kinds/bare-places.ts'
import { checkFields } from '#core/kinds/check-fields.ts'
import { findChoices, suggestChoices } from '#core/kinds/choices.ts'
import { daysLike, parseDay } from '#core/kinds/days.ts'
import { foodProduct } from '#core/kinds/food-product.ts'
import { freeWords, mapUnquoted } from '#core/kinds/free-words.ts'
import { isNamed } from '#core/kinds/named-values.ts'
import { nearest as nearestItems } from '#core/kinds/nomenclatures/nearest.ts'
import { readField } from '#core/kinds/read-field.ts'
import { named, placeAt } from '#core/kinds/spoken-places.ts'
import { withTimes } from '#core/kinds/spoken-times.ts'
import { nearestName } from '#core/nearest-name.ts'
import { cut, startOf } from '#core/query/cut.ts'
import { parseQuery } from '#core/query/parse.ts'
import { readRange } from '#core/query/read-range.ts'
import { trimEndOf } from '#core/query/trim-end.ts'
import { readTable } from '#core/tables/read-table.ts'
import { excerptOf } from '#search/postgres/excerpt.ts'
import { shorten } from '#templates/chat/worded.ts'
import { startOf as startOfShown } from '#templates/start-of.ts'
import { table } from '#test/core/query/table.ts'

type Reader = (text: string) => unknown

const today = '2026-11-23'
const { fields } = foodProduct
const lots = { type: 'text', words: ['lots', 'DLC'] }
const codes = [{ code: 'a', label: 'Alerte nationale' }]
const tools: FillTools = {
  kind: foodProduct,
  central: true,
  read: (field, written) => readField(field, written, today),
  misplaced: () => [],
  show: () => [],
}
const filling: Filling = {
  type: 'filling',
  kind: foodProduct.code,
  fields: {},
  wrong: [],
  asking: '',
  choices: [],
}
const asking: Talk = {
  type: 'asking',
  command: 'point',
  given: { number: 'A-2026.1' },
  missing: 'text',
  choices: [],
}
const during = (talk: Talk | null): Reader => {
  const state = { ...emptyState(`${today}T08:00:00Z`), talk }
  return (text) => decideTurn({ commands, fill: () => tools }, state, text)
}
const incoming = (content: (text: string) => object): Reader => {
  const event = { room: '!r:x', id: '$a', type: 'm.room.message', sender: '@a:x', at: 0 }
  return (text) =>
    decideIncoming(
      { ...event, content: content(text), relation: { 'm.in_reply_to': { event_id: '$b' } } },
      '@b:x',
    )
}

/** How each function is called that is given more than the text, by file and name. */
export const withMore: Readonly<Record<string, Reader>> = {
  'adapters/console/screen.ts renderMarkdown': (text) => renderInTerminal(text, true),
  'bot/grammar/day-after.ts dayAfter': (text) =>
    dayAfter(
      text,
      { written: 'le', end: 0 },
      readTokens(text),
      0,
      (written) => parseDay(written, today) !== undefined,
    ),
  'bot/grammar/change-sentence.ts readChange': (text) => [
    readChange(text, fields),
    readChange(`ajouter lots:L1 ${text} A-2026.1`, fields),
  ],
  'bot/grammar/change-sentence.ts recordChanged': (text) => recordChanged(`A-2026.1 ${text} lots:L1`, fields),
  'bot/grammar/edit-sentence.ts codeAdded': (text) => codeAdded(`ajoute 1${text}`, fields),
  'bot/grammar/edit-order.ts fieldAt': (text) => fieldAt(text, piecesOf(text), 0, fields),
  'bot/grammar/edit-order.ts numberIn': (text) => numberIn({ word: '', start: 0, end: text.length }, text),
  'bot/grammar/edit-order.ts readOrder': (text) => [
    readOrder(text, 'ajouter', fields),
    readOrder(`le lot ${text}`, 'retirer', fields),
  ],
  'bot/grammar/edit-sentence.ts readEdit': (text) => [
    readEdit(text, fields),
    readEdit(`ajouter le lot ${text}`, fields),
  ],
  'bot/grammar/edit.ts editIn': (text) => [editIn(lots, text), editIn({ type: 'text', words: [] }, text)],
  'bot/grammar/edits.ts editsIn': (text) => [editsIn(lots, text), editsIn(lots, `remplacer ${text}`)],
  'bot/grammar/edits.ts isOrder': (text) => isOrder(lots, text),
  'bot/grammar/edits.ts unopposed': (text) => unopposed(text, [text]),
  'bot/grammar/edit.ts saysNone': (text) => saysNone(lots, text),
  'bot/grammar/list-after.ts listAfter': (text) =>
    listAfter(text, { value: 'L1', end: 0 }, lots, readTokens(text), 0),
  'bot/grammar/name-after.ts nameAfter': (text) =>
    nameAfter(text, { value: 'x', end: 0 }, readTokens(text), () => false),
  'bot/grammar/fields.ts readFields': (text) => [
    readFields(text, fields, { prose: true, reads: () => false }),
    readFields(text, fields, { prose: false }),
  ],
  'bot/grammar/fields.ts fieldNamed': (text) => fieldNamed(text, fields),
  'bot/grammar/held-codes.ts addedTo': (text) => addedTo('L1', text),
  'bot/grammar/held-codes.ts without': (text) => [without('L1, L2', text), without(text, 'L1')],
  'bot/grammar/held-codes.ts otherParts': (text) => [otherParts(text, 'DLC 1'), otherParts('L1', text)],
  'bot/grammar/help.ts helpOn': (text) => helpOn(commands, text),
  'bot/grammar/match.ts match': (text) => [match(commands, text), match(commands, `abonner ${text}`)],
  'bot/grammar/suggest.ts nearest': (text) => nearestWords(text, ['aide', 'chercher'], 3),
  'bot/grammar/unheard.ts decideUnheard': (text) => decideUnheard(text, [{ word: 'a' }], () => true),
  'bot/value-taken-out.ts valueTakenOut': (text) => valueTakenOut(text, 'A-2026.1'),
  'bot/talk/sentence.ts isOfAnother': (text) => isOfAnother(match(commands, text), text),
  'bot/talk/sentence.ts setsFields': (text) => {
    const said = match(commands, `modifier ${text}`)
    return said.type === 'ask' && setsFields(said, text)
  },
  'bot/talk/edit-field.ts editedBy': (text) =>
    fields.map((field) => [editedBy(tools, field, undefined, text), editedBy(tools, field, 'L1', text)]),
  'bot/talk/dialogue.ts decideTurn': during(null),
  'bot/talk/short-number.ts shortNumber': (text) => [
    shortNumber({ year: 2026 }, { recent: [] }, undefined, text),
    shortNumber({ year: 2026 }, { recent: [] }, undefined, `le .1${text}`),
  ],
  'bot/talk/taking-back.ts saysNoMore': (text) => saysNoMore(text, ['A-2026.1'], commands),
  'bot/talk/taking-back.ts takingBack': (text) =>
    takingBack(
      { commands, fill: () => tools, held: { numbers: ['A-2026.1'], withdrawal: false } },
      emptyState(`${today}T08:00:00Z`),
      text,
    ),
  'bot/talk/putting-back.ts puttingBack': (text) =>
    puttingBack(
      { commands, fill: () => tools },
      { ...emptyState(`${today}T08:00:00Z`), back: ['désabonner 1'] },
      text,
    ),
  'bot/talk/asking.ts duringAsking': during(asking),
  'bot/talk/filling.ts waitFilling': (text) => waitFilling(tools, filling, text),
  'bot/talk/filling.ts startFilling': (text) => startFilling(tools, text),
  'bot/talk/filling.ts answerFilling': (text) =>
    ['description', 'dangerCategory', 'lots'].map((asking) =>
      answerFilling(tools, { ...filling, asking }, text),
    ),
  'core/clean-text.ts unwritableIn': (text) => unwritableIn(text, true),
  'core/kinds/choices.ts findChoices': (text) => findChoices(codes, text),
  'core/kinds/choices.ts suggestChoices': (text) => suggestChoices(codes, text, 3),
  'core/kinds/days.ts daysLike': (text) => daysLike(text, today),
  'core/kinds/days.ts parseDay': (text) => parseDay(text, today),
  'core/kinds/bare-places.ts sayingPlaces': (text) => sayingPlaces(text, barePlacesIn(text)),
  'core/kinds/free-words.ts mapUnquoted': (text) => mapUnquoted(text, (piece) => piece.toUpperCase()),
  'core/kinds/named-values.ts isNamed': (text) => isNamed('danger', text),
  'core/kinds/nomenclatures/nearest.ts nearest': (text) =>
    nearestItems(text, ['lait cru'], (one) => [one], 3),
  'core/kinds/read-field.ts readField': (text) => fields.map((field) => readField(field, text, today)),
  'core/kinds/spoken-places.ts named': (text) => named(text, freeWords(text), 0, 'dept'),
  'core/kinds/spoken-places.ts placeAt': (text) => placeAt(text, freeWords(text), 0),
  'core/kinds/spoken-times.ts withTimes': (text) => withTimes(text, today),
  'core/nearest-name.ts nearestName': (text) => nearestName(text, ['danger', 'lots']),
  'core/query/cut.ts cut': (text) => cut(text, 60),
  'core/query/cut.ts startOf': (text) => startOf(text, 60),
  'core/query/parse.ts parseQuery': (text) => parseQuery(text, table),
  'core/query/read-range.ts readRange': (text) => readRange('date', 'day', text),
  'core/query/trim-end.ts trimEndOf': (text) => trimEndOf(text, /[.\s]/),
  'core/tables/read-table.ts readTable': (text) => readTable(text, 'x', [{ name: 'a', required: false }]),
  'search/postgres/excerpt.ts excerptOf': (text) => excerptOf(text, { op: 'text', text: 'a', match: 'word' }),
  'templates/start-of.ts startOf': (text) => startOfShown(text, 60),
  'templates/chat/worded.ts shorten': (text) => shorten(text, 300),
}

/** Those that are given a text within something else. */
export const within: Readonly<Record<string, Reader>> = {
  'adapters/matrix/addressed.ts addressed': (text) =>
    addressed(
      { text, formatted: text, mentions: [], direct: false, repliesToBot: false },
      { userId: '@vigie:x', name: 'Vigie', understands: () => false },
    ),
  'adapters/matrix/client/decide-incoming.ts decideIncoming': incoming((text) => ({
    msgtype: 'm.text',
    body: `> <@a:x> ${text}`,
    format: 'org.matrix.custom.html',
    formatted_body: `<mx-reply>${text}`,
  })),
  'core/kinds/check-fields.ts checkFields': (text) =>
    checkFields(
      foodProduct,
      { dangerCategory: text, description: text, [text]: text, lots: text },
      'draft',
      today,
    ),
}

/** Given more than a text, which is none of people's, or which another one of those above hands on. */
export const others: readonly string[] = [
  'adapters/cli/read-day.ts firstInstantOf',
  'adapters/cli/read-day.ts lastInstantOf',
  'adapters/console/protocol.ts readLine',
  'adapters/console/screen.ts dim',
  'adapters/console/screen.ts style',
  'adapters/matrix/store/layout.ts recordRow',
  'bot/correct.ts correctionOf',
  'bot/read-changes.ts readChanges',
  'bot/talk/confirming.ts duringConfirming',
  'bot/talk/filling.ts isPlainAnswer',
  'bot/talk/sentence.ts isCommand',
  'core/directory/decide-line.ts readEmail',
  'core/proof/signing.ts isSignedBy',
  'core/query/read-field.ts readField',
  'core/query/refuse.ts refuseQuery',
  'search/postgres/correct.ts mistakesBetween',
  'templates/web/page.ts page',
]
