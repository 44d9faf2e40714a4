import { renderMarkdown } from '#adapters/console/screen.ts'
import type { Random } from '#adapters/demo/random.ts'
import { headersOf } from '#adapters/email/headers.ts'
import { formatMessage, splitMessage } from '#adapters/matrix/format.ts'
import { markCommands } from '#adapters/matrix/mark-commands.ts'
import { commands } from '#bot/commands.ts'
import { helpOn } from '#bot/grammar/help.ts'
import { decideTurn } from '#bot/talk/dialogue.ts'
import { emptyState, type State, type Talk } from '#bot/talk/state.ts'
import type { Message } from '#core/diffusion/channel.ts'
import type { Notice } from '#core/diffusion/notice.ts'
import { kinds } from '#core/kinds/kinds.ts'
import { misplacedIn } from '#core/kinds/misplaced.ts'
import { readField } from '#core/kinds/read-field.ts'
import { shownFields } from '#core/kinds/show.ts'
import { wordAnswer } from '#templates/chat/answer.ts'
import { wordBare } from '#templates/chat/bare.ts'
import { wordDigest } from '#templates/chat/digest.ts'
import { wordNotice } from '#templates/chat/notice.ts'
import type { MailTemplates } from '#templates/render.ts'

const kind = kinds['food-product']
const now = '2026-11-23T09:00:00Z'

/** How a text that somebody wrote is said again. */
export const forms = ['notice', 'digest', 'bare', 'answer'] as const
export type Form = (typeof forms)[number]

/** Says a text in a form, on every channel. @throws what any of it throws */
export function sayIn(form: Form, text: string, random: Random, mails: MailTemplates): void {
  if (form === 'answer') sayInChat(answerTo(text, random))
  else sayOnEveryChannel(messageOf(form, text), mails)
}

function messageOf(form: Exclude<Form, 'answer'>, text: string): Message {
  const notice = noticeOf(text)
  const { reader } = notice
  const events = [{ number: 'A-2026.3', title: text }]
  if (form === 'notice') return { type: 'notice', notice }
  if (form === 'bare') return { type: 'bare', reader, events }
  const notices = [notice, { ...notice, telling: changes(text) }]
  return { type: 'digest', digest: { reader, from: now, to: now, notices, leftOut: events } }
}

function sayOnEveryChannel(message: Message, mails: MailTemplates): void {
  headersOf(message)
  switch (message.type) {
    case 'notice':
      mails.notice(message.notice, {})
      sayInChat(wordNotice(message.notice).text)
      break
    case 'digest':
      mails.digest(message.digest, {})
      sayInChat(wordDigest(message.digest).text)
      break
    case 'bare':
      mails.bare(message.events)
      wordBare(message.events)
  }
}

function sayInChat(markdown: string): void {
  renderMarkdown(markdown, true)
  for (const part of splitMessage(markCommands(markdown))) {
    const { formatted_body: html } = formatMessage(part)
    if (/<(?!\/?(?:p|br|strong|code|a|ul|ol|li)\b)/.test(html)) throw new Error(`A tag of nobody’s: ${html}`)
  }
}

/** What the bot would say to it, wherever the conversation stands; what it would do is done in the running program. */
function answerTo(text: string, random: Random): string {
  const talks: readonly [Talk | null, ...(Talk | null)[]] = [
    null,
    { type: 'filling', kind: kind.code, fields: {}, wrong: [], asking: 'description', choices: [] },
    {
      type: 'filling',
      kind: kind.code,
      fields: {},
      wrong: [],
      asking: 'dangerCategory',
      choices: ['a', 'b'],
    },
    { type: 'offering', sentences: [`voir ${text}`] },
  ]
  const state: State = { ...emptyState(now), talk: random.pick(talks) }
  const start = random.pick([
    '',
    '',
    'point A-2026.1 ',
    'créer produit ',
    'modifier A-2026.1 ',
    'aide ',
    'abonner ',
  ])
  const fill = () => ({
    kind,
    central: true,
    read: (field: (typeof kind.fields)[number], written: string) => readField(field, written, '2026-11-23'),
    misplaced: (fields: Parameters<typeof misplacedIn>[1]) => misplacedIn(kind, fields),
    show: (fields: Parameters<typeof shownFields>[1]) => shownFields(kind, fields, 'full'),
  })
  const turn = decideTurn({ commands, fill }, state, `${start}${text}`)
  return turn.do === 'say'
    ? wordAnswer(turn.answer).text
    : wordAnswer({ type: 'help', data: helpOn(commands, text) }).text
}

function noticeOf(text: string): Notice {
  return {
    reader: { name: text, address: 'claire.vidal@agri.example' },
    event: {
      number: 'A-2026.3',
      kind: 'Produit alimentaire',
      title: text,
      state: 'open',
      structure: text,
      version: 2,
      view: 'full',
    },
    entry: {
      type: 'message',
      rank: 3,
      at: now,
      author: text,
      body: {
        title: text,
        text,
        documents: [{ id: 1, name: text, mediaType: 'text/plain', size: 1, sha256: '' }],
      },
    },
    telling: { type: 'whole', fields: [{ label: 'Description', value: text }] },
    reasons: [
      { reason: { type: 'follow' }, command: `ne plus suivre ${text}` },
      { reason: { type: 'subscription', id: 1, query: text }, command: 'désabonner 1' },
      { reason: { type: 'rule', code: text, reason: text } },
    ],
    acknowledge: true,
  }
}

function changes(text: string): Notice['telling'] {
  const change = { field: 'brand', label: text, before: text, after: text }
  return { type: 'changes', since: 1, changes: [change] }
}
