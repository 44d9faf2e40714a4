import { command } from '../command.ts'
import { pageOf } from '../find-page.ts'
import { restOfText } from '../grammar/argument.ts'

const drafts =
  /^\s*(?:(?:voir|montrer?|montre-moi|afficher?|liste[rz]?|liste des|o[ùu] sont) ?)?(?:mes|nos|tous mes|les|my) (?:brouillons?|drafts?)(?: en cours)?\s?[.!?]?\s*$/i

/** Those of his service. */
const own =
  /^\s*(?:(?:voir|montrer?|montre-moi|afficher?|liste[rz]?|liste de|o[ùu] sont) )?(?:toutes )?(?:mes|nos) (?:fiches|[ée]v[èe]nements)\s?[.!?]?\s*$/i

/** What names events by what they are about, and does nothing with them. */
const sought =
  /^\s*(?:(?:toutes? les|tous les|les|des|mes|nos|quelles?|quels?)\s)?(?:fiches|alertes?|[ée]v[èe]nements?|dossiers|cas|lots?|marques?|produits?|siret|rappels?)\s[^\n:]{2,80}$/i

/** Searches the events that the person may see. */
export const find = command({
  words: ['chercher', 'cherche', 'rechercher', 'recherche', 'trouver', 'find', 'search'],
  alsoSaid: [
    'cherche',
    'cherchez',
    'recherche',
    'recherchez',
    'trouve',
    'trouvez',
    'retrouve',
    'retrouvez',
    'retrouver',
  ]
    .flatMap((verb) => [verb, `${verb}-moi`, `${verb}-nous`])
    .filter((one) => one !== 'cherche' && one !== 'recherche'),
  effect: 'reads',
  rephrase: (text) => {
    if (drafts.test(text)) return { sentence: 'chercher état:brouillon', asksHow: false }
    return own.test(text) ? { sentence: 'chercher mes fiches', asksHow: false } : undefined
  },
  propose: (text) =>
    sought.test(text) && !/\d{4}[ .-]\d/.test(text) ? `chercher ${text.trim()}` : undefined,
  arguments: { text: restOfText({ label: 'recherche', required: true, example: 'brie listeria' }) },
  summary: 'retrouver des évènements, même avec une faute de frappe',
  details: [
    'Des mots, des guillemets pour une suite exacte, froma* pour un début de mot, et des champs : danger:listeria, dept:34, état:clos, depuis:2026-01-01. Un tiret exclut (-état:clos), OU et des parenthèses combinent.',
    'Une date se dit aussi en mots : depuis lundi, cette semaine, les 15 derniers jours, en mars 2024. Ce qui est exclu aussi : sauf brie, sauf le 34, non clos. Les champs de texte aussi : lots:4523.',
  ],
  examples: [
    'chercher brie listeria',
    'chercher danger:listeria (dept:34 OU dept:30) -état:clos depuis:2026-01-01 "lait cru"',
    'chercher froma*',
    'chercher listeria depuis lundi',
  ],
  run: ({ ctx, engine }, { text }) => pageOf(ctx, engine, text, 0),
})
