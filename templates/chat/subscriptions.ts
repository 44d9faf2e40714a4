import type { ChannelName } from '#core/diffusion/channel.ts'
import type { Pace } from '#core/diffusion/pace.ts'
import type { ReadValue } from '#core/kinds/query-reads.ts'
import { channelLabels, count, paceLabel } from '../words.ts'
import { blocks, bold, bullets, code, lines, numbered, oneOf, plain, type Worded } from './worded.ts'

export interface SubscriptionLine {
  readonly id: number
  readonly query: string
  readonly channel: ChannelName
  readonly pace: Pace
}

export interface SubscribedAnswer extends SubscriptionLine {
  /** What its codes mean, where they do not say it. */
  readonly reads?: readonly ReadValue[]
  /** The structure's room is told, not the person. */
  readonly room: boolean
  /** He has no account on that channel. */
  readonly unlinked?: boolean
  /** This service does not serve that channel. */
  readonly off?: boolean
  /** How the same subscription was before. */
  readonly replaced?: Pick<SubscriptionLine, 'channel' | 'pace'>
}

/** How it was understood, and what stops it: nobody should have to look for it. */
export function wordSubscribed({
  id,
  query,
  reads = [],
  channel,
  pace,
  room,
  unlinked = false,
  off = false,
  replaced,
}: SubscribedAnswer): Worded {
  const what = room
    ? `Ce qui correspond désormais à ${asked(query, 'la structure peut')} sera annoncé dans ce salon`
    : `Je vous avertirai de ce qui correspond désormais à ${asked(query)}`
  return {
    text: blocks(
      replaced === undefined
        ? `Abonnement ${bold(`n° ${id}`)} ${room ? 'du salon ' : ''}enregistré. ${what}.`
        : `${replaces({ id, channel, pace, room }, replaced)} ${what}.`,
      bullets([
        ...reads.map(
          ({ label, values, leftOut }) =>
            `${leftOut === true ? 'sauf ' : ''}${label.charAt(0).toLocaleLowerCase('fr')}${label.slice(1)} : ${values.map(plain).join(' ; ')}`,
        ),
        ...(room ? [] : [`par : ${channelLabels[channel]}`]),
        `rythme : ${paceLabel(pace)}`,
      ]),
      unlinked
        ? `${off ? `${channelLabels[channel]} n’est pas en service ici : ces avis vous arrivent par courriel.` : `Vous n’avez pas de compte ${channelLabels[channel]} lié : d’ici là, ces avis vous arrivent par courriel. Pour le lier, écrivez à Vigie depuis ${channelLabels[channel]}.`}`
        : '',
      lines(
        `Pour l’arrêter : ${code(`désabonner ${id}`)}`,
        query === '*' ? '' : `Pour voir ce qui y correspond déjà : ${code(`chercher ${query}`)}`,
      ),
    ),
  }
}

/** Nobody's pace changes without a word. */
function replaces(
  { id, channel, pace, room }: Pick<SubscribedAnswer, 'id' | 'channel' | 'pace' | 'room'>,
  before: NonNullable<SubscribedAnswer['replaced']>,
): string {
  const whose = room ? 'l’abonnement' : 'votre abonnement'
  const ways = (one: typeof before): string =>
    [...(room ? [] : [channelLabels[one.channel]]), paceLabel(one.pace)].join(', ')
  if (ways(before) === ways({ channel, pace }))
    return `C’est déjà ${whose} ${bold(`n° ${id}`)} : rien n’est changé.`
  return `Cet abonnement remplace ${whose} ${bold(`n° ${id}`)} (${ways(before)}).`
}

/** What was not understood is asked again rather than searched for: the subscription would stay silent. */
export function wordUnreadPace({ seen }: { seen: string }): Worded {
  return {
    text: lines(
      `Je n’ai pas compris « ${plain(seen)} », et n’ai rien enregistré.`,
      `Le rythme s’écrit ${code('immédiat')}, ${code('chaque jour à 8 h')} ou ${code('chaque lundi à 9 h')} (de 0 h à 23 h) ; le canal, ${code('par courriel')}, ${code('sur Tchap')} ou ${code('sur la console')}.`,
      `La recherche se dit par ses mots et ses champs : ${code('listeria dept:34')}, ${code('-fromage')} pour exclure.`,
      'Si ces mots font partie de la recherche, mettez-les entre guillemets.',
    ),
  }
}

export interface UnheardAnswer {
  readonly words: readonly string[]
  /** Whole sentences, that yes to the only one or a number says; the last keeps the words. */
  readonly sentences: readonly string[]
}

/** Words that no event has yet: waited for, they may never come. */
export function wordUnheard({ words, sentences }: UnheardAnswer): Worded {
  const quoted = oneOf(words.map((word) => `« ${plain(word)} »`))
  const none = `Je n’ai rien enregistré : aucun évènement que vous puissiez voir ne contient ${quoted}, et l’abonnement l’attendrait.`
  const [only] = sentences
  if (sentences.length === 1 && only !== undefined)
    return {
      text: `${none} L’attendre quand même : ${code(only)} ? Répondez \`oui\`.`,
      choices: sentences,
      reactions: { confirm: only },
    }
  return {
    text: `${none} Vouliez-vous dire :\n${numbered(sentences.map(code))}\nRépondez par un numéro.`,
    choices: sentences,
  }
}

/** The name or the number of a place that nothing calls one: it may be a word of the texts. */
export function wordPlaceOrWord({ words, sentences }: UnheardAnswer): Worded {
  const quoted = words.map((word) => `« ${plain(word)} »`).join(', ')
  const ask =
    words.length > 1 ? 'ces lieux, ou ces mots dans les textes' : 'ce lieu, ou ce mot dans les textes'
  return {
    text: `Je n’ai rien enregistré. ${quoted} : ${ask} ?\n${numbered(sentences.map(code))}\nRépondez par un numéro.`,
    choices: sentences,
  }
}

export interface SubscriptionsAnswer {
  readonly subscriptions: readonly SubscriptionLine[]
  /** Those of the structure's room where it is asked. */
  readonly room?: readonly SubscriptionLine[]
}

export function wordSubscriptions({ subscriptions, room }: SubscriptionsAnswer): Worded {
  return { text: blocks(personal(subscriptions), room === undefined ? '' : ofRoom(room)) }
}

function ofRoom(subscriptions: readonly SubscriptionLine[]): string {
  if (subscriptions.length === 0)
    return `Ce salon n’a aucun abonnement. Par exemple : ${code('abonner salon danger:listeria')}.`
  const items = subscriptions.map(
    ({ id, query, pace }) =>
      `${bold(`n° ${id}`)} ${asked(query, 'la structure peut')}, ${paceLabel(pace)}. Arrêter : ${code(`désabonner ${id}`)}`,
  )
  return blocks(`Ce salon a ${count(items.length, 'abonnement')} :`, bullets(items))
}

function personal(subscriptions: readonly SubscriptionLine[]): string {
  if (subscriptions.length === 0)
    return `Vous n’avez aucun abonnement. Par exemple : ${code('abonner danger:listeria chaque jour à 8 h par courriel')}.`
  const items = subscriptions.map(
    (one) => `${subscriptionItem(one)}. Arrêter : ${code(`désabonner ${one.id}`)}`,
  )
  return blocks(`Vous avez ${count(items.length, 'abonnement')} :`, bullets(items))
}

/** One of somebody's own, with its number. */
export function subscriptionItem({ id, query, channel, pace }: SubscriptionLine): string {
  return `${bold(`n° ${id}`)} ${asked(query)}, ${channelLabels[channel]}, ${paceLabel(pace)}`
}

export interface UnsubscribedAnswer {
  readonly ended: readonly (Pick<SubscriptionLine, 'id' | 'query'> & {
    /** The sentence that makes it again. */
    readonly again: string
  })[]
}

export function wordUnsubscribed({ ended }: UnsubscribedAnswer): Worded {
  if (ended.length === 0) return { text: 'Vous n’avez aucun abonnement : rien n’est arrêté.' }
  return { text: lines(...ended.map(endedLine)) }
}

function endedLine({ id, query, again }: UnsubscribedAnswer['ended'][number]): string {
  return `L’abonnement n° ${id} (${asked(query)}) est arrêté. Pour le reprendre : ${code(again)}.`
}

/** Several were begun or ended at once: which of them is to be as before is his to say. */
export function wordPutBack({ sentences }: { readonly sentences: readonly string[] }): Worded {
  if (sentences.length === 0)
    return {
      text: `Je n’ai rien repris : ce que vous venez de faire ne se reprend pas. Pour un envoi d’avant : ${code('annuler')} et son numéro.`,
    }
  return {
    text: lines('Pour revenir, un par un :', bullets(sentences.map(code))),
  }
}

/** A query as a person would write it again; `*` asks for everything that he may see. */
function asked(query: string, who = 'vous pouvez'): string {
  return query === '*' ? `tout ce que ${who} voir` : code(query)
}
