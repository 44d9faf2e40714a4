import { z } from 'zod'
import type { DocumentProblem, Issue, QueryProblem, Refusal, RefusalCode, Refusals } from '#core/refusal.ts'
import { typeset } from './chat/worded.ts'
import { startOf } from './start-of.ts'
import { changeLine, count, domainLabels, formatDay, formatInstant, sentence, stateLabels } from './words.ts'

type Words = { readonly [C in RefusalCode]: (facts: Refusals[C]) => string }

/** A sentence for every refusal: what was seen, and what to do. Commands stand between « and ». */
const words = {
  'event-not-found': ({ number }) =>
    `Je ne trouve pas l’évènement « ${number} » parmi ceux que vous pouvez voir. Vérifiez le numéro, de la forme A-2026.12, ou cherchez-le : « chercher » et quelques mots.`,
  'structure-not-found': ({ code }) =>
    `La structure « ${code} » n’est pas dans l’annuaire. Vérifiez son code, par exemple ddpp-34, mus ou sral-occitanie.`,
  'agent-not-found': ({ address }) =>
    `Aucun agent de l’annuaire n’a l’adresse « ${address} ». Vérifiez-la, ou faites inscrire cet agent.`,
  'subscription-not-found': ({ id }) =>
    `Vous n’avez pas d’abonnement n° ${id} en cours. « mes abonnements » donne la liste des vôtres.`,
  'document-not-found': ({ number, id }) =>
    `${number} n’a pas de document n° ${id}, ou il a été retiré. Vérifiez son numéro dans la liste des documents de l’évènement.`,
  'document-held': ({ number, id, name, why }) =>
    why === 'waiting'
      ? `Le document n° ${id} de ${number}, « ${name} », n’a pas encore été vérifié par l’antivirus. Redemandez-le dans une minute.`
      : `Le document n° ${id} de ${number}, « ${name} », contient un virus : il n’est donné à personne.`,
  'document-refused': ({ name, why }) =>
    `Le document « ${name} » n’a pas été pris : ${documentProblems[why]} Rien n’a été enregistré.`,
  'kind-not-found': ({ code, known }) =>
    `Je ne connais pas le type de fiche « ${code} ». Types connus : ${known.join(', ')}.`,
  'right-missing': wordRightMissing,
  'agent-inactive': ({ address }) =>
    `Le compte « ${address} » n’est plus actif dans l’annuaire. Demandez au référent de votre structure de le réactiver.`,
  'state-refused': wordStateRefused,
  'fields-invalid': ({ kind, issues }) =>
    `La fiche « ${kind} » ne peut pas être enregistrée ainsi :\n${issues.map(issueLine).join('\n')}\nCorrigez ces champs et recommencez ; rien n’a été enregistré.`,
  'input-invalid': ({ issues }) =>
    `Cette demande ne peut pas être traitée :\n${issues.map(issueLine).join('\n')}\nCorrigez et recommencez ; rien n’a été fait.`,
  'version-conflict': (facts) =>
    `${conflict(facts)} renvoyez-la telle quelle : elle portera sur la version actuelle.`,
  'nothing-to-change': ({ number }) =>
    `${number} contient déjà ces valeurs : il n’y a rien à modifier. « voir ${number} » montre la fiche.`,
  'link-refused': ({ number, reason }) =>
    reason === 'itself'
      ? `${number} ne peut pas être lié à lui-même. Donnez deux numéros différents.`
      : `Ces deux évènements sont déjà liés : « voir ${number} » montre les liens.`,
  'query-invalid': wordQueryInvalid,
  'never-matches': wordNever,
  'import-unreadable': ({ file, problem }) =>
    `Le fichier « ${file} » ne peut pas être lu : ${problem}. Corrigez-le et relancez l’import ; rien n’a été importé.`,
  'too-many': ({ what, limit }) =>
    `La limite est atteinte : ${limit} ${what} au plus. Supprimez-en avant d’en ajouter.`,
  'too-hasty': ({ acts, minutes, seconds }) =>
    `Vous avez averti des destinataires ${acts} fois en ${count(minutes, 'minute')} : c’est trop pour un agent, et je n’ai rien envoyé de plus. Réessayez dans ${count(seconds, 'seconde')} ; si un programme écrit pour vous, arrêtez-le d’abord.`,
  'room-taken': ({ type, structure }) => `${takenBy(type, structure)} Rien n’a été changé.`,
  'room-unbound': () =>
    'Ce salon n’est rattaché à aucune structure. Un agent qui administre le salon peut le rattacher à la sienne : « rattacher ».',
  'token-invalid': wordTokenInvalid,
  unavailable: ({ what }) =>
    `Service momentanément indisponible : ${what}. Réessayez dans quelques minutes ; votre demande n’a pas été faite.`,
} satisfies Words

/** The sentence of an expected failure, in French, as plain text. */
export function wordRefusal({ code, facts }: Pick<Refusal, 'code' | 'facts'>): string {
  return typeset(sentenceOf(code, facts, words))
}

/** The same for a program that asked: it says the version, which a person's next sentence has by itself. */
export function wordRefusalToProgram({ code, facts }: Pick<Refusal, 'code' | 'facts'>): string {
  return typeset(sentenceOf(code, facts, toPrograms))
}

const toPrograms: Words = {
  ...words,
  'version-conflict': (facts) => `${conflict(facts)} renvoyez-la avec la version ${facts.actual} (If-Match).`,
}

function conflict({ number, expected, actual, changes }: Refusals['version-conflict']): string {
  return [
    changes.length === 0
      ? `${number} n’a pas de version ${expected} : il en est à la version ${actual}.`
      : `Ce que vous modifiez dans ${number} a changé depuis que vous l’avez vu (version ${expected}, maintenant ${actual}) :`,
    ...changes.map((change) => `- ${changeLine(change)}, par ${change.by} le ${formatInstant(change.at)}`),
    'Rien n’a été enregistré. Si votre modification reste utile,',
  ].join('\n')
}

function sentenceOf<C extends RefusalCode>(code: C, facts: Refusals[C], all: Words): string {
  return all[code](facts)
}

const documentProblems = {
  empty: 'il est vide. Vérifiez le fichier et renvoyez-le.',
  'too-big': 'il dépasse 25 Mo. Réduisez-le, ou partagez-le en plusieurs fichiers.',
  executable:
    'c’est un programme, et ceux qui l’ouvriraient ne seraient pas protégés. Envoyez un document, une image ou une archive.',
  active:
    'il peut lancer un programme à l’ouverture (macros, page web, image de disque). Envoyez-le plutôt en PDF, ou sans macros.',
  'closed-archive':
    'cette archive ne peut pas être vérifiée. Envoyez les fichiers eux-mêmes, ou une archive .zip.',
  'unreadable-archive':
    'cette archive est abîmée, ou trop imbriquée pour être vérifiée. Envoyez les fichiers eux-mêmes.',
  encrypted: 'il est protégé par un mot de passe et ne peut pas être vérifié. Envoyez-le sans mot de passe.',
  infected:
    'l’antivirus y a trouvé un virus. Ne l’ouvrez pas, et prévenez le service informatique de votre structure.',
  'event-full':
    'cet évènement a déjà autant de documents qu’il peut en avoir (1 000 documents, 2 Go). Demandez à l’exploitant de Vigie.',
  'too-many-in-an-hour':
    'vous avez envoyé beaucoup de documents depuis une heure (100 documents, 500 Mo au plus). Renvoyez-le plus tard.',
  mislabelled:
    'son contenu n’est pas du type annoncé. Ouvrez-le pour le vérifier, puis enregistrez-le de nouveau avant de le renvoyer.',
  'too-many': 'il vient après les 10 premiers. Envoyez 10 fichiers au plus à la fois.',
} as const satisfies Record<DocumentProblem, string>

function wordNever(never: Refusals['never-matches']): string {
  const nothing = 'Je n’ai rien enregistré : cet abonnement ne vous aurait jamais rien envoyé.'
  switch (never.why) {
    case 'contradiction': {
      const about = never.facet === undefined ? '' : ` sur « ${never.facet} »`
      return `${nothing} « ${never.query} » se contredit${about} : aucun évènement ne peut y répondre. Pour l’une ou l’autre valeur, séparez-les par une virgule : danger:listeria,salmonella.`
    }
    case 'drafts':
      return `${nothing} « ${never.query} » ne demande que des brouillons, et un brouillon n’avertit personne. Retirez « état:brouillon ».`
    case 'withdrawn':
      return `${nothing} « ${never.query} » ne demande que des évènements retirés ou des brouillons : un évènement retiré n’avertit que ceux qui en avaient été avertis, un brouillon n’avertit personne. Retirez ce qui porte sur l’état ; « chercher état:retiré » montre ceux qui l’ont été.`
    case 'domain': {
      const wanted = never.domains.map((domain) => domainLabels[domain] ?? domain).join(', ')
      return `${nothing} « ${never.query} » demande ce qui relève de : ${wanted}, et vos droits ne le couvrent pas. Demandez ce droit au référent de votre structure.`
    }
  }
}

function wordTokenInvalid({ why, on }: Refusals['token-invalid']): string {
  if (why === 'unknown')
    return 'Ce jeton d’accès n’est pas connu. Vérifiez qu’il est entier, « vgi_ » et 43 signes, ou demandez-en un à l’exploitant du service.'
  const day = on === undefined ? '' : ` le ${formatDay(on)}`
  return `Ce jeton d’accès ${why === 'expired' ? 'a expiré' : 'a été révoqué'}${day}. Demandez-en un autre à l’exploitant du service.`
}

const actionLabels: Readonly<Record<string, string>> = {
  open: 'créer une fiche',
  publish: 'publier',
  update: 'modifier',
  post: 'écrire au fil de suivi de',
  close: 'clore',
  reopen: 'rouvrir',
  withdraw: 'retirer',
  undo: 'annuler',
  link: 'lier',
  follow: 'suivre',
  subscribe: 'gérer des abonnements',
  search: 'chercher',
  'bind-room': 'rattacher ce salon à votre structure',
  'unbind-room': 'détacher ce salon',
  'open-room': 'ouvrir un salon pour',
  'subscribe-room': 'gérer les abonnements de ce salon',
}

const needLabels: Readonly<Record<string, string>> = {
  'creator-structure':
    'seule la structure qui a créé l’évènement le peut ; contactez-la, ou écrivez-lui par « message »',
  'creator-or-central':
    'seules la structure qui a créé l’évènement et l’administration centrale le peuvent ; écrivez-leur par « message »',
  central: 'seule l’administration centrale le peut ; demandez-le à la MUS',
  agent: 'seul un agent peut le faire',
  'room-power':
    'il faut administrer ce salon ; demandez-le à l’un de ses administrateurs, ou faites-vous donner ce rôle',
  'room-structure': 'seul un agent de la structure à laquelle il est rattaché le peut',
  food: 'il faut le droit « sécurité sanitaire des aliments » ; demandez-le au référent de votre structure',
  plant: 'il faut le droit « santé des végétaux » ; demandez-le au référent de votre structure',
  animal: 'il faut le droit « santé animale » ; demandez-le au référent de votre structure',
}

function wordRightMissing({ action, number, need }: Refusals['right-missing']): string {
  const what = `${actionLabels[action] ?? action}${number === '' ? '' : ` ${number}`}`
  return `Vous ne pouvez pas ${what} : ${needLabels[need] ?? `il faut le droit « ${need} »`}.`
}

/** Which command leads to a state that allows it. */
const stateRemedies: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  publish: { open: 'il est déjà publié', closed: 'il a déjà été publié' },
  close: {
    draft: 'publiez-le d’abord, ou laissez le brouillon',
    closed: 'il l’est déjà ; « rouvrir » fait l’inverse',
  },
  reopen: { draft: 'il n’est pas encore publié : « publier »', open: 'il est déjà ouvert' },
  withdraw: { withdrawn: 'il l’est déjà ; l’administration centrale peut le rétablir : « rouvrir »' },
  post: { draft: 'publiez-le d’abord : « publier »' },
  link: { draft: 'publiez-le d’abord : « publier »' },
  'open-room': {
    draft: 'publiez-le d’abord : « publier »',
    closed: 'le salon d’un évènement clos est archivé ; « rouvrir » rouvre l’évènement',
  },
}

const withdrawnRemedy = 'il a été retiré ; l’administration centrale peut le rétablir : « rouvrir »'

function wordStateRefused({ action, number, state }: Refusals['state-refused']): string {
  const label = Object.entries(stateLabels).find(([code]) => code === state)?.[1] ?? state
  const remedy = stateRemedies[action]?.[state] ?? (state === 'withdrawn' ? withdrawnRemedy : undefined)
  return `On ne peut pas ${actionLabels[action] ?? action} ${number}, qui est à l’état « ${label} ».${remedy === undefined ? '' : ` ${sentence(remedy)}`}`
}

function takenBy(type: Refusals['room-taken']['type'], structure: string): string {
  switch (type) {
    case 'direct':
      return 'Ceci est un message privé : il ne se rattache pas à une structure.'
    case 'event':
      return 'Ce salon est celui d’un évènement : il ne se rattache pas à une structure.'
    case 'structure':
      return `Ce salon est déjà rattaché à « ${structure} ». Un agent de cette structure doit d’abord le détacher.`
  }
}

function issueLine({ at, seen, typed, rule }: Issue): string {
  const received = typed ?? (z.iso.date().safeParse(seen).success ? formatDay(seen) : seen)
  return `- ${at === '' ? '' : `${at} : `}${rule}${seen === '' ? '' : ` (reçu : « ${received} »)`}`
}

const problemLabels = {
  'unknown-field': (seen) => `le champ « ${seen} » n’existe pas`,
  'unknown-value': (seen) => `la valeur « ${seen} » n’est pas connue`,
  'missing-value': (seen) => `il manque une valeur après « ${seen} »`,
  'bad-date': (seen) => `« ${seen} » n’est pas une date ; une date s’écrit d’un seul mot`,
  'bad-number': (seen) => `« ${seen} » n’est pas un nombre`,
  'bad-range': (seen) => `« ${seen} » n’est pas un intervalle ; écrivez 2026-01-01..2026-06-30, ou >9`,
  'unclosed-quote': () => 'un guillemet est ouvert ici et jamais fermé',
  'unclosed-parenthesis': () => 'une parenthèse est ouverte ici et jamais fermée',
  unexpected: (seen) => `je n’attendais pas « ${seen} » ici`,
  'too-long': (seen) =>
    `la recherche est trop longue (${count(seen.length, 'caractère')}) ; gardez l’essentiel`,
  'too-common': (seen) =>
    `« ${seen} » est trop courant pour être cherché ; ajoutez un mot, ou écrivez * pour tout recevoir`,
  'too-deep': () => 'trop de parenthèses ou de négations l’une dans l’autre ; simplifiez',
} satisfies Record<QueryProblem, (seen: string) => string>

/** The text with the place pointed at: ⟦…⟧ around what was not understood. */
function wordQueryInvalid({ text, at, seen, problem, hint }: Refusals['query-invalid']): string {
  const isByForm = problem === 'bad-date' || problem === 'bad-number' || problem === 'bad-range'
  const best =
    hint.length === 0
      ? ''
      : isByForm
        ? ` Par exemple : ${hint.join(', ')}.`
        : ` Vouliez-vous dire : ${hint.join(', ')} ?`
  const said = problemLabels[problem](problem === 'too-long' ? text : cut(seen, 60))
  const sentence = `Je n’ai pas compris cette recherche : ${said}.${best}`
  return problem === 'too-long' ? sentence : `${sentence}\nIci : ${pointedAt(text, at, seen)}`
}

const around = 60

function pointedAt(text: string, at: number, seen: string): string {
  const end = Math.min(text.length, at + seen.length)
  const before = text.slice(Math.max(0, at - around), at)
  const after = text.slice(end, end + around)
  const head = at > around ? '…' : ''
  const tail = end + around < text.length ? '…' : ''
  return `${head}${before}⟦${cut(text.slice(at, end), 60)}⟧${after}${tail}`
    .replaceAll('\n', ' ')
    .toWellFormed()
}

function cut(text: string, most: number): string {
  return text.length > most ? `${startOf(text, most)}…` : text
}
