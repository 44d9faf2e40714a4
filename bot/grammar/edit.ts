import { plainWord } from './argument.ts'
import { addsUp, type Holder, holdsCodes } from './gather.ts'

/** `lots:+L3`, `établissement:"ajouter Carrefour, 34000 Montpellier"`: what is there stays. */
const adding = /^(?:\+|(?:r?ajout(?:er?|ez|e)?|add|et aussi|en plus|plus)(?= |:))\s*:?\s*/i
const removing =
  /^(?:-|(?:retir(?:er?|ez)|enl[eèé]v(?:er?|ez)|supprim(?:er?|ez)|effac(?:er?|ez)|[oô]ter?|sans|moins|remove)(?= |:))\s*:?\s*/i
/** The same, said behind: `lots:"4524 en plus"`. */
const added = /(?<=\S) (?:en plus|aussi|également|à ajouter)$/i
const removed = /(?<=\S) (?:en moins|à retirer|à enlever|à supprimer)$/i
/** It is not said what. */
const bareVerb =
  /^(?:(r?ajout(?:er?|ez|e)?|add)|(?:retir(?:er?|ez)|enl[eèé]v(?:er?|ez)|supprim(?:er?|ez)|effac(?:er?|ez)|[oô]ter?|remove))(?: ?[:.…?])?$/i
/** In a text, which may begin with any word, only this adds to what is there. */
const addingToText = /^(?:\+|(?:r?ajout(?:er?|ez|e)?|add)(?= |:))\s*:?\s*/i

export interface Edit {
  /** `replace`, `instead`: `by` takes the place of `rest`, which is said to be there, or to be a mistake. */
  readonly how: 'add' | 'remove' | 'replace' | 'instead'
  /** Empty when it is not said what. */
  readonly rest: string
  readonly by?: string
}

/** A value that says what to do with those that are there; undefined when it takes their place. */
export function editIn(field: Pick<Holder, 'type' | 'words'>, written: string): Edit | undefined {
  if (!addsUp.has(field.type)) return undefined
  const prose = field.type === 'text' && !holdsCodes(field)
  // A list with a dash before each of its items.
  if (/\n[ \t]{0,9}[-+]/.test(written) && !prose) return undefined
  const verb = bareVerb.exec(written.trim())
  if (verb !== null && !(prose && verb[1] === undefined))
    return { how: verb[1] === undefined ? 'remove' : 'add', rest: '' }
  const ways = prose
    ? ([['add', addingToText]] as const)
    : ([
        ['add', adding],
        ['remove', removing],
        ['add', added],
        ['remove', removed],
      ] as const)
  for (const [how, way] of ways) {
    const rest = written.replace(way, '').trim()
    if (rest !== written.trim() && rest !== '') return { how, rest }
  }
  return undefined
}

/** A field that may hold several values is said to hold none: `lots:aucun`, `DLC:"pas de DLC"`. */
export function saysNone({ type, words }: Pick<Holder, 'type' | 'words'>, written: string): boolean {
  if (!addsUp.has(type) || (type === 'text' && !holdsCodes({ type, words })) || written.length > longestNone)
    return false
  const said = plainWord(written.trim())
  const none = noneAtAll.exec(said)?.[0]
  if (none === undefined) return false
  const named = said.slice(none.length).trim()
  return named === '' || words.some((word) => [plainWord(word), `${plainWord(word)}s`].includes(named))
}

const longestNone = 60
const noneAtAll =
  /^(?:aucune?s?|neant|rien|nul(?:le)?|none|nothing|sans objet|sans|pas (?:encore )?(?:de |d'|d’)|pas|no|n\/a)(?= |$|(?<=['’ ]))/
