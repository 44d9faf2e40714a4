import type { Choice } from '../kind.ts'

/** Lists of a food product event. Codes never change once published; labels and words may. */
export const foodEventTypes: readonly Choice[] = [
  {
    code: 'alerte-nationale',
    label: 'Alerte produit nationale',
    words: ['alerte nationale', 'nationale', 'national alert'],
  },
  {
    code: 'alerte-locale',
    label: 'Alerte produit locale',
    words: ['alerte locale', 'locale', 'local alert'],
  },
  {
    code: 'non-alerte-marche',
    label: 'Non alerte (non mis sur le marché)',
    words: ['non mis sur le marché', 'not marketed'],
  },
  {
    code: 'non-alerte-danger',
    label: 'Non alerte (non dangereux)',
    words: ['non dangereux', 'not dangerous'],
  },
  {
    code: 'action-coordonnee',
    label: 'Autre action coordonnée',
    words: ['action coordonnée', 'coordinated action'],
  },
]

export const foodSources: readonly Choice[] = [
  { code: 'autocontrole-produit', label: 'Autocontrôle notifié produit', words: ['autocontrôle'] },
  {
    code: 'autocontrole-environnement',
    label: 'Autocontrôle notifié environnement',
    words: ['autocontrôle'],
  },
  { code: 'pspc-hors-pcf', label: 'Prélèvement PSPC hors PCF', words: ['PSPC'] },
  {
    code: 'prelevement-hors-pcf',
    label: 'Prélèvement officiel autre hors PCF',
    words: ['prélèvement officiel'],
  },
  { code: 'constat-hors-pcf', label: 'Autre constat officiel hors PCF', words: ['constat officiel'] },
  { code: 'investigation', label: 'Investigation de cas ou TIAC', words: ['TIAC', 'cas humain'] },
  { code: 'consommateur', label: 'Signalement de consommateur', words: ['consommateur', 'plainte'] },
  { code: 'rasff', label: 'Notification RASFF', words: ['RASFF'] },
  { code: 'aac', label: 'Notification AAC', words: ['AAC'] },
  { code: 'tout-droit', label: 'Tout droit' },
  { code: 'pspc-en-pcf', label: 'Prélèvement PSPC en PCF' },
  { code: 'prelevement-en-pcf', label: 'Prélèvement officiel autre en PCF' },
  { code: 'constat-en-pcf', label: 'Autre constat officiel en PCF' },
  { code: 'autre', label: 'Signalement autre', words: ['other'] },
]

export const foodActions: readonly Choice[] = [
  { code: 'aucune', label: 'Pas de mesure', words: ['aucune', 'none'] },
  { code: 'retrait', label: 'Retrait sans information des consommateurs', words: ['retrait', 'withdrawal'] },
  {
    code: 'rappel',
    label: 'Retrait et information des consommateurs (rappel)',
    words: ['rappel', 'retrait et rappel', 'recall'],
  },
  {
    code: 'rappel-communique',
    label: 'Retrait, rappel et communiqué de presse',
    words: ['communiqué de presse', 'press release'],
  },
  {
    code: 'rappel-controle',
    label: 'Retrait, rappel et contrôle d’effectivité',
    words: ['contrôle d’effectivité'],
  },
  {
    code: 'rappel-communique-controle',
    label: 'Retrait, rappel, communiqué de presse et contrôle d’effectivité',
    words: ['les trois'],
  },
]

export const storageTemperatures: readonly Choice[] = [
  { code: 'refrigere', label: 'Réfrigéré', words: ['froid', 'frais', 'chilled'] },
  { code: 'surgele', label: 'Surgelé', words: ['congelé', 'frozen'] },
  { code: 'ambiante', label: 'Ambiante', words: ['température ambiante', 'ambient'] },
]

export const readyToEatAnswers: readonly Choice[] = [
  { code: 'oui', label: 'Oui', words: ['yes', 'PAM'] },
  { code: 'non', label: 'Non', words: ['no'] },
  { code: 'sans-objet', label: 'Sans objet', words: ['not applicable'] },
]
