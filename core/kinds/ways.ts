import { fold } from '../query/words.ts'

/** Words that a street, a building or a box is called by, folded; a number before or after one is no place. */
const words = new Set(
  `rue ruelle avenue av ave boulevard boul bd bld blvd bvd chemin che chem ch route rte impasse imp allee allees all
  place pl quai cours square sq voie passage pass sentier sente montee cote traverse promenade esplanade mail galerie villa
  cite clos cour halle halles carreau faubourg fbg fg chaussee venelle pont digue levee corniche terrasse rond rocade
  carrefour autoroute peripherique lotissement lot residence res domaine hameau ham lieu lieudit ld quartier qua zone za zi
  zac zae zup zaec parc pae pole technopole plateforme batiment bat bloc escalier esc etage appartement appt apt app porte
  bureau entree immeuble imm tour bp cs tsa boite centre cc port min marche usine ferme mas chateau moulin
  aire grande grand via calle strasse`.split(/\s+/),
)

/** `34 rue Nationale`, `12 bis, av. …`, `BP 34`, `RN 10`, `bâtiment 12`, `3e étage`: no département is in it. */
export function isWay(part: string): boolean {
  const plain = fold(part).replace(numbered, '')
  const [, first = ''] = /^([a-z]+)/.exec(plain) ?? []
  return words.has(first) || ordinal.test(part) || road.test(plain)
}

/** Where, in a name and an address written in one piece, the address begins; -1 when nowhere. */
export function wayAt(text: string): number {
  for (const { index } of text.matchAll(/(?<![\p{L}\p{N}])\d/gu))
    if (index > 0 && isWay(text.slice(index, index + longest))) return index
  return -1
}

/** A number in a street, with what may follow it. */
const numbered = /^\d{1,4} ?(?:(?:bis|ter|quater|quinquies|[a-h])\b)?(?:[-/] ?\d{1,4})? ?,? ?/
/** `RN 10`, `D613`, `km 4`. */
const road = /^(?:[adnr]|rn|rd|vc|cr|gr|km|pk) ?\d/
const ordinal = /^\d{1,2} ?(?:er|e|è|ème|eme) /i
const longest = 40
