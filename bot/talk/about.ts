import type { Kind } from '#core/kinds/kind.ts'
import type { TalkAbout } from '#templates/chat/dialogue.ts'
import { fieldNamed } from '../grammar/fields.ts'
import type { Description } from '../grammar/match.ts'
import type { Talk } from './state.ts'

/** An unfinished conversation as a sentence names it. */
export function aboutTalk(
  talk: Talk,
  kindOf: (code: string) => Pick<Kind, 'label' | 'fields'>,
  commands: readonly Description[],
): TalkAbout {
  switch (talk.type) {
    case 'filling': {
      const kind = kindOf(talk.kind)
      return {
        type: 'filling',
        kind: kind.label,
        label: fieldNamed(talk.asking, kind.fields)?.label ?? talk.asking,
      }
    }
    case 'confirming':
      return talk
    case 'asking': {
      const command = commands.find(({ name }) => name === talk.command)
      return {
        type: 'asking',
        command: talk.command,
        label: command?.arguments[talk.missing]?.label ?? talk.missing,
      }
    }
    case 'offering':
      return { type: 'offering' }
  }
}
