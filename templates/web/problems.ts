import type { Fault, FaultCode, Faults } from '#core/http/fault.ts'
import type { ProblemCode } from '#core/http/problem.ts'
import { fileSize } from '../words.ts'

/** The few words that name each problem; its sentence follows as `detail`. */
export const problemTitles = {
  'event-not-found': 'Évènement introuvable',
  'structure-not-found': 'Structure introuvable',
  'agent-not-found': 'Agent introuvable',
  'subscription-not-found': 'Abonnement introuvable',
  'document-not-found': 'Document introuvable',
  'document-held': 'Document retenu par l’antivirus',
  'document-refused': 'Document refusé',
  'kind-not-found': 'Type de fiche inconnu',
  'right-missing': 'Action réservée',
  'agent-inactive': 'Agent désactivé',
  'state-refused': 'Action impossible dans cet état',
  'fields-invalid': 'Champs refusés',
  'input-invalid': 'Demande incorrecte',
  'version-conflict': 'Modifié entre-temps',
  'nothing-to-change': 'Rien à changer',
  'link-refused': 'Lien refusé',
  'query-invalid': 'Recherche incomprise',
  'never-matches': 'Abonnement sans effet',
  'import-unreadable': 'Fichier illisible',
  'too-many': 'Nombre maximal atteint',
  'too-hasty': 'Trop d’envois en peu de temps',
  'room-taken': 'Salon déjà lié',
  'room-unbound': 'Salon lié à aucune structure',
  'token-invalid': 'Jeton refusé',
  unavailable: 'Service indisponible',
  'token-missing': 'Jeton absent',
  'route-not-found': 'Adresse inconnue',
  'code-not-found': 'Code inconnu',
  'method-refused': 'Méthode non permise',
  'not-acceptable': 'Format non disponible',
  'body-too-large': 'Demande trop volumineuse',
  'media-refused': 'Format non accepté',
  'json-unreadable': 'JSON illisible',
  'json-too-deep': 'JSON trop profond',
  'json-too-wide': 'JSON trop large',
  'json-name-repeated': 'JSON à double sens',
  'headers-too-large': 'En-têtes trop longs',
  'request-late': 'Demande trop lente',
  'request-refused': 'Demande incorrecte',
  'address-refused': 'Adresse non permise à ce jeton',
  'scope-missing': 'Droit du jeton manquant',
  'key-under-way': 'Demande en cours',
  'key-reused': 'Clé déjà utilisée',
  'rate-exceeded': 'Trop de demandes',
  'too-slow': 'Réponse trop longue',
  surprise: 'Erreur inattendue',
} as const satisfies Record<ProblemCode, string>

const sentences: { readonly [C in FaultCode]: (facts: Faults[C]) => string } = {
  'token-missing': () =>
    'Aucun jeton n’accompagne la demande. Ajoutez l’en-tête « Authorization: Bearer vgi_… » ; un jeton se demande à l’exploitant du service.',
  'route-not-found': ({ method, path }) =>
    `Rien ne répond à ${method} ${path}. Les adresses connues sont décrites à /docs.`,
  'code-not-found': ({ code, known }) =>
    `Le code « ${code} » n’est pas connu ici. Codes connus : ${known.join(', ')}.`,
  'method-refused': ({ method, allowed }) =>
    `Cette adresse ne répond pas à ${method}, mais à ${allowed.join(', ')}.`,
  'not-acceptable': ({ wanted, known }) =>
    `Cette adresse ne répond pas au format « ${wanted} », mais en ${known.join(' ou ')}. Corrigez ou retirez l’en-tête « Accept ».`,
  'body-too-large': ({ limit }) =>
    `La demande dépasse ${fileSize(limit)}. Réduisez-la, ou partagez-la en plusieurs demandes.`,
  'media-refused': ({ seen }) =>
    `Le format « ${seen === '' ? 'non précisé' : seen} » n’est pas accepté. Envoyez du JSON, avec l’en-tête « Content-Type: application/json ».`,
  'json-unreadable': ({ line, column, near }) =>
    `Le JSON ne peut pas être lu à partir de la ligne ${line}, colonne ${column}, près de « ${near.replaceAll(/\s+/g, ' ').trim()} ». Corrigez-le et renvoyez la demande.`,
  'json-too-deep': ({ limit }) =>
    `Le JSON a plus de ${limit} niveaux. Aucune demande n’en a besoin : vérifiez comment il est écrit.`,
  'json-too-wide': ({ items, values }) =>
    `Le JSON a plus de ${items} champs dans un objet ou valeurs dans une liste, ou plus de ${values.toLocaleString('fr-FR')} valeurs en tout. Envoyez-le en plusieurs demandes.`,
  'json-name-repeated': ({ name }) =>
    `Le JSON donne deux fois « ${name} » dans un même objet : on ne saurait laquelle des valeurs compte. N’en gardez qu’une.`,
  'headers-too-large': () => 'L’adresse ou les en-têtes de la demande sont trop longs. Raccourcissez-les.',
  'request-late': () => 'La demande n’est pas arrivée en entier à temps. Renvoyez-la.',
  'request-refused': ({ reason }) =>
    refused[reason] ??
    `La demande ne peut pas être lue. Vérifiez son adresse, ses en-têtes et son corps (référence technique : ${reason}).`,
  'address-refused': ({ address }) =>
    `Ce jeton ne peut pas servir depuis l’adresse ${address}. Employez-le d’une adresse prévue à sa création, ou demandez-en un autre à l’exploitant du service : « token creer ADRESSE --adresses ${address} ».`,
  'scope-missing': ({ scope, held }) =>
    `Il manque à ce jeton le droit « ${scope} » ; il a : ${held.join(', ')}. Demandez à l’exploitant du service un jeton qui l’a aussi : « token creer ADRESSE --droits ${[...held, scope].join(',')} ».`,
  'key-under-way': () =>
    'La première demande qui porte cette clé n’a pas encore sa réponse. Renvoyez la même dans une seconde : elle recevra la première réponse, et rien ne sera fait deux fois.',
  'key-reused': ({ key }) =>
    `La clé « ${key} » (Idempotency-Key) a déjà servi à une autre demande. Chaque demande a sa clé : donnez-en une nouvelle ; rien n’a été fait.`,
  'rate-exceeded': wordRate,
  'too-slow': () =>
    'La réponse n’est pas venue à temps. Vérifiez si l’action a été faite avant de la redemander.',
  surprise: ({ id }) =>
    `Une erreur inattendue s’est produite ; elle est enregistrée. Citez ${id} à l’exploitant du service.`,
}

const counted = {
  read: 'lectures par ce jeton',
  write: 'écritures par ce jeton',
  heavy: 'recherches, portées ou preuves par ce jeton',
  page: 'demandes depuis votre adresse',
  docs: 'demandes de la documentation depuis votre adresse',
  refused: 'demandes sans jeton valide depuis votre adresse',
} as const satisfies Record<Faults['rate-exceeded']['rate'], string>

function wordRate({ rate, limit, seconds, wish }: Faults['rate-exceeded']): string {
  const said = `Plus de ${limit} ${counted[rate]} en une minute. Réessayez dans ${seconds} ${seconds >= 2 ? 'secondes' : 'seconde'}.`
  if (wish === undefined) return said
  return `${said} Pour une plus haute limite, demandez à l’exploitant du service un jeton qui a la sienne : « token creer ADRESSE --limite ${wish} ».`
}

/** What is wrong, where the reason is known: our own, and those of the server that people meet. */
const refused: Readonly<Record<string, string>> = {
  encoding: 'Un caractère de la demande n’est pas de l’UTF-8. Encodez l’adresse et le corps en UTF-8.',
  prototype:
    'Le JSON a un champ « __proto__ » ou « constructor », qu’aucune demande ne peut avoir. Retirez-le.',
  FST_ERR_BAD_URL:
    'L’adresse est mal codée : un « % » doit être suivi de deux chiffres hexadécimaux. Corrigez-la.',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH:
    'Le corps n’a pas la longueur que dit l’en-tête « Content-Length ». Corrigez-le ou retirez-le.',
  HPE_INVALID_METHOD:
    'Ce n’est pas une demande HTTP : elle ne commence pas par une méthode, comme GET ou POST.',
  HPE_INVALID_HEADER_TOKEN: 'Un en-tête de la demande n’est pas bien formé. Corrigez-le.',
}

/** What was seen and what to do. */
export function wordFault<C extends FaultCode>(fault: Fault<C>): string {
  return sentences[fault.code](fault.facts)
}
