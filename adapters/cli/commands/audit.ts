import { type AuditAction, auditActions } from '#core/audit/audited.ts'
import { type AuditFilter, type AuditLine, listAudit } from '#core/audit/list.ts'
import { readNumber } from '#core/events/number.ts'
import type { Store } from '#core/store/store.ts'
import { auditCodes, auditCsvLine, auditCsvTitles, auditSentence } from '#templates/audit.ts'
import { byteOrderMark } from '#templates/csv.ts'
import { count } from '#templates/words.ts'
import { type OperatorCommand, type OperatorInput, UsageError } from '../command.ts'
import { firstInstantOf } from '../read-day.ts'

const onScreen = 100
const page = 1_000

export const auditCommand: OperatorCommand = {
  name: 'audit',
  summary: 'montre qui a lu, cherché, exporté ou lancé quoi, et quels droits ont changé',
  usage: 'audit [--agent ADRESSE] [--evenement NUMÉRO] [--action ACTION] [--depuis JOUR] [--csv]',
  details: [
    `Ce qui convient, le plus récent en tête, jusqu’à ${count(onScreen, 'ligne')} ; --csv donne tout.`,
    '--agent      ce qu’il a fait et ce qui le concerne ; ou le compte de qui a lancé une commande',
    '--evenement  son numéro, par exemple A-2026.3',
    `--action     ${Object.values(auditCodes).join(', ')}`,
    '--depuis     premier jour, 2026-01-01 ou 01/01/2026',
    '--csv        pour un tableur : npm run --silent vigie -- audit --csv > audit.csv',
    'Lectures, portées et listes de documents : par un agent d’une autre structure que celle de l’évènement. Preuves, exports,',
    'documents ouverts et recherches : de tous. Aucun texte d’évènement ni de recherche n’y est. AUDIT_MONTHS dit la durée.',
  ],
  examples: [
    'audit',
    'audit --agent claire.vidal@agri.example --depuis 2026-01-01',
    'audit --evenement A-2026.3 --action lecture',
    'audit --action commande --csv',
  ],
  options: {
    agent: { type: 'string' },
    evenement: { type: 'string' },
    action: { type: 'string' },
    depuis: { type: 'string' },
    csv: { type: 'boolean' },
  },
  words: [0, 0],
  async run({ store }, { options, say }) {
    const filter = readFilter(options)
    if (options.csv === true) {
      say(`${byteOrderMark}${auditCsvTitles}`)
      for await (const line of allLines(store, filter)) say(auditCsvLine(line))
      return
    }
    const lines = await listAudit(store, filter, { limit: onScreen + 1 })
    if (lines.length === 0) return say('Aucune ligne ne convient.')
    for (const line of lines.slice(0, onScreen)) say(auditSentence(line))
    if (lines.length > onScreen) say('Il y en a d’autres, plus anciennes : --csv les donne toutes.')
  },
}

/** @throws UsageError for an action or a day that is none; Refusal for a number that is none */
export function readFilter({ agent, evenement, action, depuis }: OperatorInput['options']): AuditFilter {
  return {
    agent: agent === undefined ? undefined : readWho(String(agent)),
    event: evenement === undefined ? undefined : readNumber(String(evenement)),
    action: action === undefined ? undefined : readAction(String(action)),
    since: depuis === undefined ? undefined : firstInstantOf(String(depuis), 'depuis'),
  }
}

/** Addresses are kept in lower case, accounts of machines as they are. */
function readWho(written: string): string {
  return written.includes('@') ? written.trim().toLowerCase() : written.trim()
}

function readAction(written: string): AuditAction {
  const found = auditActions.find((one) => auditCodes[one] === written)
  if (found !== undefined) return found
  const known = Object.values(auditCodes).join(', ')
  throw new UsageError(`--action ne connaît pas « ${written} » : écrivez ${known}.`)
}

async function* allLines(store: Store, filter: AuditFilter): AsyncGenerator<AuditLine> {
  let before: number | undefined
  while (true) {
    const lines = await listAudit(store, filter, { limit: page, before })
    yield* lines
    before = lines.at(-1)?.id
    if (before === undefined || lines.length < page) return
  }
}
