import type { LabelledValue } from '#core/diffusion/notice.ts'
import type { Reach } from '#core/diffusion/reach.ts'
import { publishOrKeep } from './dialogue.ts'
import { fieldLines } from './event-line.ts'
import { type Remark, wordRemarks } from './field-question.ts'
import { recipientLines, toldCount } from './reach.ts'
import { blocks, bold, bullets, code, lines, plain, type Worded } from './worded.ts'

/** A draft as it stands, before "publish it?". */
export interface DraftAnswer {
  readonly number: string
  readonly title: string
  readonly fields: readonly LabelledValue[]
  readonly reach: Reach
  readonly remarks: readonly Remark[]
  /** Labels of required fields that are still empty. */
  readonly missing: readonly string[]
  /** How optional fields worth filling in are written. */
  readonly useful: readonly string[]
  readonly news: 'created' | 'changed'
}

export function wordDraft({
  number,
  title,
  fields,
  reach,
  remarks,
  missing,
  useful,
  news,
}: DraftAnswer): Worded {
  const complete = missing.length === 0
  return {
    text: blocks(
      wordRemarks(remarks),
      `${news === 'created' ? 'Brouillon enregistré' : 'Brouillon modifié'} : ${bold(number)} ${plain(title)}`,
      bullets(fieldLines(fields)),
      useful.length === 0
        ? ''
        : `À compléter si vous le savez : ${useful.map((word) => code(`${word}:…`)).join(', ')}`,
      lines(`Si vous publiez, ${toldCount(reach)}${reach.total === 0 ? '.' : ' :'}`, recipientLines(reach)),
      complete
        ? `${bold('Publier ?')} \`oui\`, \`non\` (garder le brouillon) ou ${code('modifier champ:valeur')}`
        : `Pour publier, il manque : ${bold(missing.join(', '))}. Envoyez ${code('modifier champ:valeur')}, ou \`non\` pour garder le brouillon.`,
    ),
    choices: complete ? ['oui', 'non'] : ['non'],
    reactions: complete ? publishOrKeep(number) : { cancel: 'non' },
  }
}

/** The same record, which the person opened a moment ago. */
export interface TwinAnswer {
  readonly number: string
  readonly title: string
}

export function wordTwin({ number, title }: TwinAnswer): Worded {
  return {
    text: `Vous avez déjà ouvert, il y a un instant, une fiche identique : ${bold(number)} ${plain(title)}. ${bold('Ouvrir quand même ?')} \`oui\` ou \`non\``,
    choices: ['oui', 'non'],
    reactions: { confirm: 'oui', cancel: 'annuler' },
  }
}
