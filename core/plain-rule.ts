import type { z } from 'zod'

/** What a value should have been, in plain French, for the rules that a schema does not word itself: zod's own words are for programmers. */
export function plainRule(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'obligatoire'
        : `${typeWords[issue.expected] ?? 'autre chose'} attendu`
    case 'too_small':
      return bound(issue.origin, Number(issue.minimum), 'au moins', issue.inclusive !== false)
    case 'too_big':
      return bound(issue.origin, Number(issue.maximum), 'au plus', issue.inclusive !== false)
    case 'invalid_format':
      return formatWords[issue.format] ?? 'pas de la forme attendue'
    case 'not_multiple_of':
      return `un multiple de ${issue.divisor} attendu`
    case 'unrecognized_keys':
      return `nom inconnu : ${issue.keys.join(', ')}`
    case 'invalid_value':
      return issue.values.length === 1
        ? `« ${String(issue.values[0])} » attendu`
        : `une de ces valeurs attendue : ${issue.values.map(String).join(', ')}`
    case 'invalid_union':
      return 'aucune des formes permises'
    default:
      return 'valeur non permise'
  }
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'un texte',
  number: 'un nombre',
  int: 'un nombre entier',
  bigint: 'un nombre entier',
  boolean: 'true ou false',
  array: 'un tableau',
  object: 'un objet',
  record: 'un objet',
  date: 'une date',
  null: 'null',
}

const formatWords: Readonly<Record<string, string>> = {
  email: 'une adresse de courriel attendue',
  url: 'une adresse web attendue',
  date: 'une date attendue, de la forme 2026-11-22',
  datetime: 'une date et une heure attendues, de la forme 2026-11-22T08:00:00Z',
  time: 'une heure attendue, de la forme 08:00',
  uuid: 'un identifiant UUID attendu',
  json_string: 'du JSON attendu',
  base64: 'du base64 attendu',
}

function bound(origin: string, limit: number, side: 'au moins' | 'au plus', inclusive: boolean): string {
  if (origin === 'string')
    return limit === 1 && side === 'au moins'
      ? 'ne doit pas être vide'
      : `${side} ${counted(limit, 'caractère')}`
  if (origin === 'array' || origin === 'set') return `${side} ${counted(limit, 'valeur')}`
  if (origin === 'map' || origin === 'object') return `${side} ${counted(limit, 'champ')}`
  if (inclusive) return `${side} ${limit.toLocaleString('fr-FR')}`
  return `${side === 'au moins' ? 'plus de' : 'moins de'} ${limit.toLocaleString('fr-FR')}`
}

function counted(n: number, noun: string): string {
  return `${n.toLocaleString('fr-FR')} ${noun}${n >= 2 ? 's' : ''}`
}
