/** « préviens-moi », « je voudrais être averti », « peux-tu m’abonner »: what is wished for follows, as after `abonner`. */
export const subscriptionWishes: readonly string[] = wishes()

function wishes(): string[] {
  const verbs =
    'abonne abonnez inscris inscrivez préviens prévenez avertis avertissez alerte alertez informe informez notifie notifiez'
  const asked = ["m'abonner", 'me prévenir', "m'avertir", "m'alerter", "m'informer", 'me notifier']
  const become = ['abonné', 'averti', 'prévenu', 'alerté', 'informé', 'notifié'].flatMap((one) => [
    `être ${one}`,
    `être ${one}e`,
  ])
  const wanting = [
    'je veux',
    'je voudrais',
    'je souhaite',
    'je souhaiterais',
    "j'aimerais",
    "j'aimerais bien",
  ]
  const asking = ['merci de', 'peux-tu', 'peux tu', 'tu peux', 'pouvez-vous', 'pouvez vous', 'vous pouvez']
  return [
    ...verbs
      .split(' ')
      .flatMap((verb) => [`${verb}-moi`, `${verb} moi`])
      .filter((one) => one !== 'abonne-moi'),
    ...['tiens', 'tenez'].flatMap((verb) => [`${verb}-moi au courant`, `${verb} moi au courant`]),
    'je m’abonne',
    'abonner moi',
    ...become,
    ...asked.slice(1),
    ...wanting.flatMap((want) =>
      [...asked.slice(0, 1), ...become, 'recevoir'].map((one) => `${want} ${one}`),
    ),
    ...asking.flatMap((ask) => asked.map((one) => `${ask} ${one}`)),
    'subscribe me',
    'notify me',
    'alert me',
  ]
}
