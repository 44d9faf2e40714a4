import { plainWord } from './argument.ts'
import { type Edit, editIn } from './edit.ts'
import { addsUp, type Holder, holdsCodes } from './gather.ts'

/** Between two orders: « ajouter L1 et enlève L2 ». */
const betweenOrders =
  /(?:[,;\n] ?(?:et |puis )?| (?:et puis|et|puis) )(?=(?:r?ajout(?:er?|ez)|add|retir(?:er?|ez)|enl[eèé]v(?:er?|ez)|supprim(?:er?|ez)|effac(?:er?|ez)|[oô]t(?:er?|ez)|remove|remplac(?:er?|ez))[ :])/gi
/** `+L3, -L1` */
const betweenSigns = /[,;] ?(?=[+-]\S)/g
const replacing = /^remplac(?:er?|ez) (?:: )?/i
const by = / (?:par|en) /i
const inPlaceOf = / (?:au lieu|[aà] la place|plut[oô]t) (?:du |des |de |d['’]|que |qu['’])/i
/** « B16, pas B12 »: of codes, which have a digit. */
const butNot =
  /(?:[,;(] ?| )(?:(?:et|mais) )?(?:pas|non|sauf)(?: pas)? (?=(?:(?:l[ea]s?|du|des|lots?) ){0,2}[^ ]{0,40}\d)/i
const onlyNot = /^(?:tou(?:t|s|tes) )?(?:pas|non|sauf) (?=(?:(?:l[ea]s?|du|des|lots?) ){0,2}[^ ]{0,40}\d)/i

/** All that a value says to do with those that are there; undefined when it takes their place. */
export function editsIn(field: Pick<Holder, 'type' | 'words'>, written: string): readonly Edit[] | undefined {
  const one = (text: string): Edit | undefined => {
    const edit = addsUp.has(field.type) ? editIn(field, text) : editOfOne(text)
    return edit?.how === 'remove' ? edit : (replacementIn(field, text) ?? edit)
  }
  const prose = field.type === 'text' && !holdsCodes(field)
  const split = /^[+-]/.test(written) ? betweenSigns : betweenOrders
  const clauses = prose || !addsUp.has(field.type) ? [written] : written.split(split)
  // What stands before the first order of several is to be there.
  const edits = clauses.map((text, at) =>
    at === 0 && clauses.length > 1 ? (one(text) ?? { how: 'add' as const, rest: text.trim() }) : one(text),
  )
  const read = edits.filter((edit) => edit !== undefined)
  return read.length === edits.length ? read : undefined
}

/** A field of one value may hold any word: only a verb says what to do with it. */
function editOfOne(written: string): Edit | undefined {
  const [said, verb, rest = ''] = ordering.exec(written.trim()) ?? []
  return said === undefined ? undefined : { how: verb === undefined ? 'remove' : 'add', rest }
}

const ordering =
  /^(?:(r?ajout(?:er?|ez)|add)|retir(?:er?|ez)|enl[eèé]v(?:er?|ez)|supprim(?:er?|ez)|effac(?:er?|ez)|[oô]t(?:er?|ez)|remove) (\S[\s\S]*)$/i

/** « remplacer X par Y », « Y au lieu de X », « Y, pas X ». */
function replacementIn(field: Pick<Holder, 'type' | 'words'>, written: string): Edit | undefined {
  const { type } = field
  if (type === 'text' && !holdsCodes(field)) return undefined
  const text = written.trim()
  const order = text.replace(replacing, '')
  if (order !== text) return between(order, by, (rest, put) => ({ how: 'replace', rest, by: put }))
  // A name may hold such words.
  if (type === 'line') return undefined
  const instead = (put: string, rest: string): Edit => ({
    how: 'instead',
    rest: rest.replace(/\)$/, ''),
    by: put.replace(/^(?:met(?:s|tre|tez)|ajout(?:er?|ez)) /i, ''),
  })
  const stead = between(text, inPlaceOf, instead)
  if (stead !== undefined || type === 'establishments') return stead
  if (!addsUp.has(type)) return between(text, namedButNot, instead)
  const alone = text.replace(onlyNot, '')
  if (alone !== text) return { how: 'remove', rest: alone }
  const not = between(text, butNot, instead)
  return not?.rest.includes(',') === true ? undefined : not
}

/** « salmonelle, pas listeria » */
const namedButNot = /(?:, ?(?:(?:et|mais) )?| (?:et|mais) )(?:pas|non)(?: pas)? /i

function between(
  text: string,
  joint: RegExp,
  edit: (before: string, after: string) => Edit,
): Edit | undefined {
  const found = joint.exec(text)
  if (found === null) return undefined
  const [before, after] = [
    text.slice(0, found.index).trim(),
    text.slice(found.index + found[0].length).trim(),
  ]
  return before === '' || after === '' ? undefined : edit(before, after)
}

const begins =
  /^(?:r?ajout(?:er?|ez)|add|retir(?:er?|ez)|enl[eèé]v(?:er?|ez)|supprim(?:er?|ez)|effac(?:er?|ez)|[oô]t(?:er?|ez)|remove|remplac(?:er?|ez))[ :]/i
const somewhere =
  /(?:^|[,;\n] ?| et )(?:et |puis )?(?:r?ajout(?:er?|ez)|add|retir(?:er?|ez)|enl[eèé]v(?:er?|ez)|supprim(?:er?|ez)|effac(?:er?|ez)|[oô]t(?:er?|ez)|remove|remplac(?:er?|ez))[ :]/i

/** Whether words that say what to do would be kept as a value: no lot is called « remplacer B12 ». */
export function isOrder(field: Pick<Holder, 'type' | 'words'>, written: string): boolean {
  switch (field.type) {
    case 'line':
      return begins.test(written)
    case 'establishments':
      return somewhere.test(written) || inPlaceOf.test(written)
    case 'list':
      return somewhere.test(written) || inPlaceOf.test(written) || negates(written)
    default:
      return (
        holdsCodes(field) &&
        (somewhere.test(written) || inPlaceOf.test(written) || negates(written.replaceAll(/\([^()]*\)/g, '')))
      )
  }
}

function negates(written: string): boolean {
  return onlyNot.test(written) || butNot.test(written)
}

/** Of what may have been meant, what says no where no was said: « pas listeria » is no Listeria. */
export function unopposed(written: string, suggestions: readonly string[]): readonly string[] {
  return refusing.test(plainWord(written))
    ? suggestions.filter((one) => /(?:^|[ (])(?:pas|non|sauf)(?: |$)/.test(plainWord(one)))
    : suggestions
}

const refusing = /(?:^|[ ,(])(?:pas|sauf) |(?:^|, ?|(?:et|mais) )non /
