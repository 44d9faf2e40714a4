import type { ChannelName } from '#core/diffusion/channel.ts'
import type { EntryBrief } from '#core/diffusion/notice.ts'
import type { Pace } from '#core/diffusion/pace.ts'
import type { Verdict } from '#core/documents/verdict.ts'
import type { EntryType } from '#core/events/entry.entity.ts'
import type { EventState } from '#core/events/event.entity.ts'
import type { View } from '#core/kinds/kind.ts'
import type { FieldChange } from '#core/refusal.ts'

/** Words that every screen, mail and answer shares, so that the same thing is always called the same. */
export const stateLabels = {
  draft: 'brouillon',
  open: 'en cours',
  closed: 'clos',
  withdrawn: 'retiré',
} as const satisfies Record<EventState, string>

export const entryTypeLabels = {
  opened: 'Création',
  published: 'Publication',
  updated: 'Modification',
  closed: 'Clôture',
  reopened: 'Réouverture',
  withdrawn: 'Évènement retiré',
  linked: 'Lien',
  message: 'Message',
  note: 'Note',
  'situation-report': 'Point de situation',
  document: 'Document',
  // Not « Retrait », which is what is done to a product.
  correction: 'Message corrigé',
  withdrawal: 'Message retiré',
  infected: 'Virus trouvé',
} as const satisfies Record<EntryType, string>

export const channelLabels = {
  console: 'console',
  email: 'courriel',
  matrix: 'Tchap',
} as const satisfies Record<ChannelName, string>

/** As a person asks for it. */
export const channelWords = {
  console: 'sur la console',
  email: 'par courriel',
  matrix: 'sur Tchap',
} as const satisfies Record<ChannelName, string>

export const domainLabels: Readonly<Record<string, string>> = {
  food: 'sécurité sanitaire des aliments',
  plant: 'santé des végétaux',
  animal: 'santé animale',
}

const weekdays = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche']

export function paceLabel(pace: Pace): string {
  switch (pace.every) {
    case 'entry':
      return 'immédiat'
    case 'day':
      return `chaque jour ouvré à ${timeOf(pace)}`
    case 'week':
      return `chaque ${weekdays[pace.weekday - 1] ?? ''} à ${timeOf(pace)}`
  }
}

/** `8 h`, `8 h 05` */
function timeOf({ hour, minute }: { readonly hour: number; readonly minute?: number }): string {
  return minute === undefined ? `${hour} h` : `${hour} h ${String(minute).padStart(2, '0')}`
}

/** `22 novembre 2026 à 8 h 05`, in the reader's zone. @param instant ISO 8601 */
export function formatInstant(instant: string, zone = 'Europe/Paris'): string {
  const at = Temporal.Instant.from(instant).toZonedDateTimeISO(zone)
  return `${formatDay(at.toPlainDate().toString())} à ${at.hour} h ${String(at.minute).padStart(2, '0')}`
}

// A list, because formatting through Intl costs more than the rest of a mail.
const months = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
]

/** `22 novembre 2026`, with `1er` for the first of the month. @param day ISO 8601 date */
export function formatDay(day: string): string {
  const date = Temporal.PlainDate.from(day)
  return `${date.day === 1 ? '1er' : date.day} ${months[date.month - 1] ?? ''} ${date.year}`
}

// Made once: to make one costs more than a hundred uses.
const numbers = new Intl.NumberFormat('fr-FR')
const wholes = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 0 })
const tenths = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 })

/** `1 agent`, `2 agents`, `1 200 agents`: French takes the plural from two on. */
export function count(n: number, singular: string, plural = `${singular}s`): string {
  return `${numbers.format(n)} ${n >= 2 ? plural : singular}`
}

/** `le dernier`, `les 3 derniers`. */
export function lastOnes(n: number): string {
  return n >= 2 ? `les ${numbers.format(n)} derniers` : 'le dernier'
}

/** What somebody did, without a full stop: `Claire Vidal (DDPP 34) a modifié la fiche (Lots, Danger)`. */
export function entrySentence(entry: EntryBrief): string {
  const { withdrawn } = entry
  return withdrawn?.undone === true ? `${act(entry)}, repris avant que quiconque en soit averti` : act(entry)
}

function act(entry: EntryBrief): string {
  const { type, author, body } = entry
  switch (type) {
    case 'opened':
      return `${author} a créé la fiche${body.origin === undefined ? '' : ` (source : ${body.origin})`}`
    case 'published':
      return `${author} a publié la fiche`
    case 'updated': {
      const labels = (body.changes ?? []).map(({ label }) => label).join(', ')
      return `${author} a modifié la fiche${labels === '' ? '' : ` (${labels})`}`
    }
    case 'closed':
      return `${author} a clos l’évènement`
    case 'reopened':
      return `${author} a ${body.from === 'withdrawn' ? 'rétabli l’évènement, qui avait été retiré' : 'rouvert l’évènement'}`
    case 'withdrawn':
      return `${author} a retiré cet évènement`
    case 'linked':
      return `${author} a lié cet évènement${body.other === undefined ? ' à un autre' : ` à ${body.other}`}`
    case 'message':
      return `${author} ${body.said === undefined ? 'a écrit un message' : `a consigné un message ${ofName(body.said.by)}, écrit le ${formatInstant(body.said.at)}`}${sinceThen(entry)}`
    case 'note':
      return `${author} a ajouté une note`
    case 'situation-report':
      return `${author} a publié un point de situation`
    case 'document':
      return `${author} ${body.said === undefined ? 'a joint' : 'a consigné'} ${documentCount(entry)}${body.said === undefined ? '' : ` ${ofName(body.said.by)}, envoi du ${formatInstant(body.said.at)}`}${sinceThen(entry)}`
    case 'correction':
      return `${body.said?.by ?? author} a corrigé ${whatOf(entry)}${sinceThen(entry)}`
    case 'withdrawal':
      if (body.undone === true) return undoneSentence(entry)
      return `${body.said?.by ?? author} a retiré ${whatOf(entry)}`
    case 'infected':
      return `l’antivirus a trouvé un virus dans ${infectedNames(entry)}, qui n’est plus donné à personne : ne l’ouvrez pas si vous l’avez`
  }
}

/** `le document n° 2 « facture.zip »` */
function infectedNames({ body: { infected = [] } }: EntryBrief): string {
  const names = infected.map(({ id, name }) => `n° ${id} « ${name} »`)
  return names.length === 1 ? `le document ${names.join()}` : `les documents ${names.join(', ')}`
}

/** An act that was taken back, by whoever did it. */
export const ownActs = {
  opened: 'sa création de la fiche',
  published: 'sa publication',
  updated: 'sa modification',
  closed: 'sa clôture',
  reopened: 'sa réouverture',
  withdrawn: 'son retrait de l’évènement',
  linked: 'son lien',
  message: 'son message',
  note: 'sa note',
  'situation-report': 'son point de situation',
  document: 'son envoi de documents',
  correction: 'sa correction',
  withdrawal: 'son retrait',
  infected: 'son constat',
} as const satisfies Record<EntryType, string>

function undoneSentence({ author, about }: EntryBrief): string {
  const what =
    about === undefined ? 'ce qui venait d’être fait' : `${ownActs[about.type]} (entrée n° ${about.rank})`
  return `${author} a repris ${what}, avant que quiconque en soit averti`
}

function documentCount({ body }: EntryBrief): string {
  const { length } = body.documents ?? []
  return length > 1 ? count(length, 'document') : 'un document'
}

/** `son message du 22 novembre 2026 à 8 h 05 (entrée n° 3)`; of another: `le message de Paul Roux du…`. */
function whatOf({ author, body, about }: EntryBrief): string {
  if (about === undefined) return 'un message'
  const what = about.type === 'document' ? 'envoi de documents' : 'message'
  const own = about.author === (body.said?.by ?? author)
  const whose = own
    ? `son ${what}`
    : `${what === 'message' ? 'le message' : 'l’envoi de documents'} ${ofName(about.author)}`
  return `${whose} du ${formatInstant(about.at)} (entrée n° ${about.rank})`
}

function sinceThen({ type, corrected, withdrawn }: EntryBrief): string {
  if (withdrawn !== undefined) return withdrawn.undone === true ? '' : ', retiré depuis'
  if (corrected === undefined) return ''
  return type === 'document' ? ', texte corrigé depuis' : ', corrigé depuis'
}

function ofName(name: string): string {
  return /^[aeiouàâéèêëîïôöùûü]/i.test(name) ? `d’${name}` : `de ${name}`
}

/** `Lots : L1 → L1, L2`; a side without a value says so. */
export function changeLine({ label, before, after }: FieldChange): string {
  return `${label} : ${orEmpty(before)} → ${orEmpty(after)}`
}

function orEmpty(value: string): string {
  return value.trim() === '' ? '(vide)' : value
}

/** `photo.jpg, 1,2 Mo` */
export function documentLine({ name, size }: { readonly name: string; readonly size: number }): string {
  return `${name}, ${fileSize(size)}`
}

/** Said after a document that is not given, or not yet. */
export const verdictLabels = {
  unscanned: '',
  clean: '',
  waiting: 'en cours d’analyse par l’antivirus',
  infected: 'retenu : virus trouvé',
} as const satisfies Record<Verdict, string>

/** `1,2 Mo`. @param bytes counted by 1 024, as people's computers do */
export function fileSize(bytes: number): string {
  const [size, unit] =
    bytes < 1024 ? [bytes, 'o'] : bytes < 1024 * 1024 ? [bytes / 1024, 'Ko'] : [bytes / 1024 / 1024, 'Mo']
  return `${(unit === 'Mo' ? tenths : wholes).format(size)} ${unit}`
}

/** What a reader whose view is not the full one is told about it; empty for the full view. */
export const viewNotes = {
  full: '',
  restricted: 'Vue restreinte : certains champs ne sont pas montrés à votre structure.',
  teaser: 'Annonce : le détail de cet évènement n’est pas diffusé sur ce canal.',
} as const satisfies Record<View, string>

/** With a capital and a full stop, whatever it had. */
export function sentence(text: string): string {
  const trimmed = text.trim()
  return `${trimmed.charAt(0).toLocaleUpperCase('fr')}${trimmed.slice(1)}${/[.!?…]$/.test(trimmed) ? '' : '.'}`
}

/** `salon « DDPP de l’Hérault »`: a structure's room among recipients; anybody else by his name. */
export function recipientLabel({ name, room }: { readonly name: string; readonly room: boolean }): string {
  return room ? `salon « ${name} »` : name
}

/** The sentence above names one author, and others changed the record since the reader was told last. */
export function changedBy({ others }: { readonly others?: true }): string {
  return others === true ? ', par plusieurs agents' : ''
}
