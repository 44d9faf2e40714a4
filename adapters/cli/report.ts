import type { Issue } from '#core/refusal.ts'

/** French words for the counts that imports report; a count without a word here is not shown. */
const labels: Readonly<Record<string, string>> = {
  read: 'lignes lues',
  structuresCreated: 'structures créées',
  created: 'créés',
  updated: 'modifiés',
  unchanged: 'inchangés',
  moved: 'dont changement de structure',
  reactivated: 'dont réactivés',
  deactivated: 'désactivés',
  withDanger: 'avec un danger reconnu',
  withoutDanger: 'dont le danger n’est pas reconnu',
  withProduct: 'avec une catégorie de produit reconnue',
  withoutProduct: 'dont la catégorie de produit n’est pas reconnue',
}

const shownIssues = 50

/** Says what an import did, then each refused line with its reason. */
export function sayReport(say: (line: string) => void, report: object, refused: readonly Issue[]): void {
  const counts = Object.entries(report).filter(([name, value]) => typeof value === 'number' && name in labels)
  for (const [name, value] of counts) say(`${labels[name]} : ${Number(value).toLocaleString('fr-FR')}`)
  say(`refusés : ${refused.length.toLocaleString('fr-FR')}`)
  for (const { at, seen, rule } of refused.slice(0, shownIssues))
    say(`  – ${at} : ${seen === '' ? '' : `« ${seen} », `}${rule}`)
  if (refused.length > shownIssues) say(`  … et ${refused.length - shownIssues} autres.`)
}
