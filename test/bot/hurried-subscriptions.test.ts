import { describe, expect, it } from 'vitest'
import { commands } from '#bot/commands.ts'
import { match } from '#bot/grammar/match.ts'
import { isEverything, readSubscription } from '#bot/grammar/subscription.ts'
import { readQuery } from '#core/diffusion/subscribe.ts'
import { queryInWords } from '#core/kinds/query-in-words.ts'
import { withCalled } from '#core/kinds/spoken-values.ts'
import { isRefusal } from '#core/refusal.ts'

/** What becomes of a sentence of an agent for food: what is waited for, when and where; or why nothing is. */
function read(sentence: string): string {
  const said = match(commands, sentence)
  if (said.type !== 'ready' || said.command.name !== 'abonner') return said.type
  const { query, pace, channel, unread } = readSubscription(said.given.query ?? '', withCalled)
  if (query === '') return 'quoi ?'
  if (unread !== undefined) return `pas compris : ${unread}`
  const when = pace === undefined ? '' : pace.every === 'entry' ? 'immédiat' : `${pace.every} ${paceOf(pace)}`
  const asked = isEverything(query) ? '*' : query
  try {
    return [queryInWords(readQuery(asked, ['food'])), when, channel ?? ''].join(' | ')
  } catch (error) {
    if (isRefusal(error, 'never-matches')) return `jamais : ${error.facts.why}`
    if (isRefusal(error, 'query-invalid')) return `illisible : ${error.facts.seen}`
    throw error
  }
}

function paceOf(pace: { weekday?: number; hour: number; minute?: number }): string {
  const { weekday, hour, minute } = pace
  return [weekday, `${hour} h`, minute].filter((part) => part !== undefined).join(' ')
}

describe('a subscription as a hurried agent writes it', () => {
  it.each([
    [
      'abonne-moi aux listeria en Occitanie tous les matins par mail stp',
      'listeria région:Occitanie | day 8 h | email',
    ],
    ['préviens moi dès qu’il y a un truc sur les huîtres dans le 34 merci', 'huîtres dept:34 |  | '],
    ['Préviens-moi s’il y a du nouveau sur les coquillages', 'coquillages |  | '],
    ['préviens-moi quand il y a une alerte listeria en Bretagne', 'listeria région:Bretagne |  | '],
    ['bonjour, abonne-moi aux listeria', 'listeria |  | '],
    ['abonne moi aux alertes salmonelles et listeria', 'salmonelles OU listeria |  | '],
    ['abonner cas de brucellose', 'brucellose |  | '],
    ['abonner alertes nationales', 'alertes nationales |  | '],
    ['alerte moi pour les listeria', 'listeria |  | '],
    ['avertis-moi des salmonelles en bretagne svp', 'salmonelles région:Bretagne |  | '],
    ['tiens-moi au courant des TIAC', 'TIAC |  | '],
    ['je veux m’abonner à listeria', 'listeria |  | '],
    ['je voudrais être prévenue des listeria dans le Gard et l’Hérault', 'listeria dept:30,34 |  | '],
    ['je souhaite recevoir les alertes listeria par mail le lundi', 'listeria | week 1 8 h | email'],
    ['peux-tu m’abonner aux salmonelles stp', 'salmonelles |  | '],
    ['merci de m’abonner à listeria', 'listeria |  | '],
    ['notify me about listeria by email', 'listeria |  | email'],
    [
      'subscribe to listeria in Occitanie every day at 8 am by email',
      'listeria région:Occitanie | day 8 h | email',
    ],
    ['abonne moi a tout', '* |  | '],
    ['abonne moi à tout sur le gard', 'dept:30 |  | '],
    ['abonner à tout ce qui concerne les huîtres', 'huîtres |  | '],
    ['abonner toutes les alertes listeria', 'listeria |  | '],
    ['abonner les évènements du gard', 'dept:30 |  | '],
    ['abonner listeria sans les fromages', 'listeria -fromages |  | '],
    ['abonner listeria sauf le 34 par mail', 'listeria -dept:34 |  | email'],
    ['abonne moi aux fromages mais pas le brie', 'fromages -brie |  | '],
    ['abonne-moi à la lozère', 'dept:48 |  | '],
    ['abonne moi gard et herault', 'dept:30,34 |  | '],
    ['abonne moi à ce qui arrive en lozère', 'dept:48 |  | '],
    ['abonne moi à ce qui se passe dans le 48', 'dept:48 |  | '],
    ['préviens-moi de ce qui touche le brie', 'brie |  | '],
    ['abonne moi listeria, salmonelle', 'listeria OU salmonelle |  | '],
    ['abonne moi listeria OU salmonelle en bretagne', '(listeria OU salmonelle) région:Bretagne |  | '],
    ['abonne moi listeria OU salmonelle dept:34', 'listeria OU (salmonelle dept:34) |  | '],
    ['abonner listeria dans le 34', 'listeria dept:34 |  | '],
    ['m’abonner aux huîtres du 34', 'huîtres dept:34 |  | '],
    ['abonner salmonelle dept 34', 'salmonelle dept:34 |  | '],
    ['abonner salmonelle département de l’Hérault', 'salmonelle dept:34 |  | '],
    ['abonner salmonelle en région Occitanie par mail', 'salmonelle région:Occitanie |  | email'],
    ['abonner par mail listeria', 'listeria |  | email'],
    ['abonner par mail tous les matins listeria', 'listeria | day 8 h | email'],
    ['abonner listeria tous les jours à midi', 'listeria | day 12 h | '],
    ['abonner listeria tous les soirs', 'listeria | day 18 h | '],
    ['abonner listeria chaque matin 7h30', 'listeria | day 7 h 30 | '],
    ['abonner listeria 1 fois par jour', 'listeria | day 8 h | '],
    ['abonner listeria une fois par semaine le lundi', 'listeria | week 1 8 h | '],
    ['abonner listeria toutes les semaines', 'listeria | week 1 8 h | '],
    ['abonner listeria tous les lundis matin', 'listeria | week 1 8 h | '],
    ['abonner listeria lundi', 'listeria | week 1 8 h | '],
    ['abonner listeria en direct', 'listeria | immédiat | '],
    ['abonner listeria au plus vite', 'listeria | immédiat | '],
    ['abonner listeria si possible en temps réel cdt', 'listeria | immédiat | '],
    ['abonner listeria tlj sur tchap', 'listeria | day 8 h | matrix'],
    ['abonner listeria sur mon mail', 'listeria |  | email'],
    ['abonner listeria bien cordialement', 'listeria |  | '],
    ['abonner salmonelle et listeria', 'salmonelle OU listeria |  | '],
    ['préviens-moi des salmonelles et des listeria dans le 34', '(salmonelles OU listeria) dept:34 |  | '],
    ['abonner salmonelle ou listeria dans le 34 par mail', '(salmonelle OU listeria) dept:34 |  | email'],
    ['abonner brie, camembert et reblochon', 'brie OU camembert OU reblochon |  | '],
    ['abonner évènements clos', 'état:Clos |  | '],
    ['abonner les fiches ouvertes dans le 34', 'état:"En cours" dept:34 |  | '],
    ['abonner les fiches de la ddpp 30', 'structure:ddpp-30 |  | '],
    ['abonner à la ddpp du gard par mail', 'structure:ddpp-30 |  | email'],
    ['abonner sral occitanie', 'structure:sral-occitanie |  | '],
    ['abonner non clos', '-état:Clos |  | '],
    ['abonner listeria pas closes', 'listeria -état:Clos |  | '],
    ['abonner brie et listeria', 'brie listeria |  | '],
    ['abonner salmonelle ET listeria', 'salmonelle listeria |  | '],
    ['abonner Gard et Hérault', 'dept:30,34 |  | '],
    ['abonner à toute la ddpp 30', 'structure:ddpp-30 |  | '],
    ['abonne-moi à tout ce que fait la DDPP 34', 'structure:ddpp-34 |  | '],
    ['abonner toute la DDPP de l’Hérault par mail', 'structure:ddpp-34 |  | email'],
    ['abonner tout l’Hérault', 'dept:34 |  | '],
    ['abonner à toute l’Occitanie', 'région:Occitanie |  | '],
    ['abonner tout le Gard chaque lundi', 'dept:30 | week 1 8 h | '],
    ['abonne moi à des brie', 'brie |  | '],
    ['abonner svp listeria', 'listeria |  | '],
    ['abonner listeria 👍 merci', 'listeria |  | '],
  ])('is understood: « %s »', (sentence, understood) => {
    expect(read(sentence)).toBe(understood)
  })

  it.each([
    ['abonner', 'ask'],
    ['abonner tous les matins', 'quoi ?'],
    ['abonner nouveautés', 'quoi ?'],
    ['abonner listeria deux fois par jour', 'pas compris : fois par jour'],
    ['abonner listeria toutes les heures', 'pas compris : toutes les heures'],
    ['abonner listeria mensuel', 'pas compris : mensuel'],
    ['abonner listeria par mail et tchap', 'pas compris : par mail'],
    ['abonner listeria sms', 'pas compris : sms'],
    ['abonner listeria à claire.vidal@agri.example', 'pas compris : claire.vidal@agri.example'],
    ['abonner listeria stp dans le gard', 'pas compris : stp dans le gard'],
    ['abonner listeria merci Paul', 'pas compris : merci Paul'],
    ['abonner listeria bonne journée Claire', 'pas compris : bonne journée Claire'],
    ['abonner listeria hors fromages', 'pas compris : hors fromages'],
    ['abonner listeria ni salmonelle', 'pas compris : ni salmonelle'],
    ['abonner listeria seulement le 34', 'pas compris : seulement le 34'],
    ['abonner listeria près de Montpellier', 'pas compris : près de Montpellier'],
    ['abonner listeria dans mon secteur', 'pas compris : mon secteur'],
    ['abonner listeria depuis hier', 'pas compris : depuis hier'],
    ['prévenez moi si listeria', 'pas compris : si listeria'],
    ['abonner de la', 'illisible : de la'],
    ['abonner danger:xyz', 'illisible : xyz'],
    ['abonner dept:999', 'illisible : 999'],
    ['abonner état:brouillon', 'jamais : drafts'],
    ['abonner domaine:végétaux par mail', 'jamais : domain'],
    ['abonner listeria dept:34 -dept:34', 'jamais : contradiction'],
  ])('is refused with why, or asked about: « %s »', (sentence, answer) => {
    expect(read(sentence)).toBe(answer)
  })
})
