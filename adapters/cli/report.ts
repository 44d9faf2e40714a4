import type { UnheardRule } from '#core/directory/unheard-rules.ts'
import { cut } from '#core/query/cut.ts'
import type { Issue } from '#core/refusal.ts'
import type { ImportChange } from '#core/tables/import-change.ts'
import type { FileText } from '#core/tables/read-file.ts'
import { count } from '#templates/words.ts'

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
  if (refused.length > shownIssues) say(`  … et ${count(refused.length - shownIssues, 'autre')}.`)
}

const signs = { created: '+', updated: '~', deactivated: '–' } as const satisfies Record<
  ImportChange['what'],
  string
>

/** Says what an import would do, thing by thing; its counts follow. */
export function sayTrial(say: (line: string) => void, changes: readonly ImportChange[]): void {
  say('Essai : voici ce que l’import ferait ; rien n’est changé.')
  for (const { what, name, changes: values = [] } of changes.slice(0, shownIssues)) {
    const words = values.map(({ label, before, after }) => `${label} : ${quoted(before)} → ${quoted(after)}`)
    say(`  ${signs[what]} ${name}${words.length === 0 ? '' : ` (${words.join(' ; ')})`}`)
  }
  if (changes.length > shownIssues) say(`  … et ${count(changes.length - shownIssues, 'autre')}.`)
}

const whyUnheard = {
  'no-mailbox': 'n’a pas de boîte de service : import boites',
  'no-agent': 'n’a aucun agent actif',
  'no-right': 'n’a aucun agent qui ait le droit sur le domaine',
} as const satisfies Record<UnheardRule['why'], string>

/** Says which rules in force would tell nobody; nothing when each tells somebody. */
export function sayUnheard(say: (line: string) => void, rules: readonly UnheardRule[]): void {
  if (rules.length === 0) return
  say(
    `Attention : ${count(rules.length, 'règle en vigueur n’avertirait', 'règles en vigueur n’avertiraient')} personne.`,
  )
  for (const { code, structure, why } of rules.slice(0, shownIssues))
    say(`  – ${code} : ${structure} ${whyUnheard[why]}`)
  if (rules.length > shownIssues) say(`  … et ${count(rules.length - shownIssues, 'autre')}.`)
}

/** What the operator must know of how his file was read; nothing of a CSV in UTF-8. */
export function* wordReading({ encoding, strayLines, otherSheets }: FileText): Generator<string> {
  if (encoding !== 'utf-8' && encoding !== 'xlsx')
    yield `Le fichier n’est pas en UTF-8 : il a été lu comme ${encoding}.`
  if (strayLines.length > 0) {
    const shown = strayLines.slice(0, 20).join(', ')
    const rest = strayLines.length > 20 ? ` et ${count(strayLines.length - 20, 'autre')}` : ''
    yield `Des octets ne sont pas en UTF-8 : ils ont été lus comme windows-1252, à la ligne ${shown}${rest}. Vérifiez-les.`
  }
  if (otherSheets > 0) yield `Seule la première des ${otherSheets + 1} feuilles du classeur est lue.`
}

function quoted(value: string): string {
  if (value === '') return 'rien'
  return `« ${cut(value, 80)} »`
}
