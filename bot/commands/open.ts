import type { Actor } from '#core/context.ts'
import { mayOpen } from '#core/events/rights.ts'
import { kindOf, kinds } from '#core/kinds/kinds.ts'
import { Refusal } from '#core/refusal.ts'
import { command } from '../command.ts'
import { fieldWords } from '../field-words.ts'
import { fillTools } from '../fill-tools.ts'
import { oneOf, plainWord, restOfText } from '../grammar/argument.ts'
import { readFields } from '../grammar/fields.ts'
import { openDraft } from '../open-draft.ts'
import { startFilling } from '../talk/filling.ts'

const kindWords = new Map(
  Object.values(kinds).flatMap((kind) =>
    [kind.code, ...kind.words].map((word) => [plainWord(word), kind.code]),
  ),
)

/** Opens an event: all in one message, or question by question. */
export const open = command({
  words: [
    'créer',
    'créer un évènement',
    'nouvelle fiche',
    'nouveau',
    'ouvrir',
    'créer une fiche',
    'create',
    'open',
    'new',
  ],
  effect: 'changes',
  arguments: {
    kind: oneOf({ label: 'type de fiche', required: false, example: 'produit', words: kindWords }),
    rest: restOfText({
      label: 'champs et description',
      required: false,
      example: 'danger:listeria',
      byLine: true,
    }),
  },
  opensTalk: true,
  propose: (text) => (isSheet(text) ? `créer produit\n${text.trim()}` : undefined),
  summary: 'ouvrir une fiche, en un message ou question par question',
  details: [
    'Donnez les champs sous la forme champ:valeur, dans l’ordre que vous voulez ; une valeur de plusieurs mots se met entre guillemets, ou seule sur sa ligne.',
    'Le texte sans champ devient la description. Je demande ce qui manque, une question à la fois, puis je montre le brouillon et qui serait averti avant de publier.',
    ...fieldWords,
  ],
  examples: [
    'créer produit danger:"listeria monocytogenes" produit:"brie de Meaux" marque:"Ferme X" lots:L2381 reçu:hier Deux autocontrôles positifs.',
    'créer',
    'créer une fiche produit',
    'nouvelle fiche danger:salmonelle produit:"steak haché" description:"Toxi-infection dans une cantine"',
  ],
  run: async (context, { kind, rest }) => {
    const tools = fillTools(context.ctx, kind ?? kinds['food-product'].code)
    refuseStranger(context.ctx.actor, tools.kind.code)
    const step = startFilling(tools, rest ?? '')
    if (step.do === 'open') return openDraft(context, step.talk, step.remarks)
    return { answer: { type: 'question', data: step.question }, talk: step.talk }
  },
})

/** Whether a text that calls no command is a record all the same: several of its lines are fields. */
function isSheet(text: string): boolean {
  return (
    text.trim().includes('\n') &&
    Object.values(kinds).some(
      ({ fields }) => readFields(text, fields, { prose: true }).given.length >= fewestFields,
    )
  )
}

const fewestFields = 2

/** Before the questions rather than after. @throws Refusal right-missing */
function refuseStranger(actor: Actor, code: string): void {
  const kind = kindOf(code)
  if (actor.type !== 'agent' || !mayOpen(actor.agent, kind))
    throw new Refusal('right-missing', { action: 'open', number: '', need: kind.domain })
}
