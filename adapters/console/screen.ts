import { stripVTControlCharacters, styleText } from 'node:util'

/**
 * The small Markdown of templates/chat for a terminal: bold and code by style on a TTY, as bare words elsewhere.
 * What people wrote cannot steer the terminal: its control characters are taken out.
 */
export function renderMarkdown(text: string, styled: boolean): string {
  const bare = withoutControls(text).replace(/\[([^[\]\n]+)\]\((https?:[^()\s]+)\)/g, '$1 ($2)')
  return bare
    .replace(/\*\*(.+?)\*\*/g, (_, words: string) => style('bold', words, styled))
    .replace(/`([^`\n]+)`/g, (_, words: string) => style('cyan', words, styled))
}

export function dim(text: string, styled: boolean): string {
  return style('dim', withoutControls(text), styled)
}

export function style(format: 'bold' | 'cyan' | 'dim' | 'yellow', text: string, styled: boolean): string {
  return styled ? styleText(format, text, { validateStream: false }) : text
}

function withoutControls(text: string): string {
  return stripVTControlCharacters(text).replace(/[^\P{Cc}\n\t]/gu, '')
}
