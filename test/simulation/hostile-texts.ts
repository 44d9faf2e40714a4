import type { Random } from '#adapters/demo/random.ts'

/** What texts are made of to do harm: what opens and never closes, what nests, what repeats, what cannot be seen. */
const pieces = [
  ...['**', '*', '_', '__proto__', '`', '```', '[', '](', '[a](https://', ')', '![', '~~', '|', '#'],
  ...['- ', '1. ', '2. ', '99999999999. ', '* ', '+ ', '> ', '    ', '\t', '- [ ] ', '---', '==='],
  ...['\n', '\r', '\r\n', '\n\n', '\u2028', '\u0085', '\v', ' ', '\u00a0', '\u202f'],
  ...['"', "'", '«', '»', '« ', ' »', '“', '”', '„', '’', '(', ')', '((', '{', '}', '[]', '<', '>', '&amp;'],
  ...['\0', '\u001b[2J', '\u202e', '\u200b', '\u2060', '\ufeff', '\ud800', '\udfff', '\u{e0041}', 'e\u0301'],
  ...['👍🏽', '👩‍👩‍👧‍👦', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'ﬃ', 'İ', 'ẞ', 'ﷺ', 'Z̸͌̕', 'עברית', '中文'],
  ...['.', ',', '!', '?', '…', ';', ':', '::', '..', ' .. ', '-', '--', '–', '/', '\\', '%', '$', '$&', '$1'],
  ...[
    '<script>',
    '<!--',
    '<%= 1 %>',
    '<mx-reply>',
    '</mx-reply>',
    '{{',
    '$' + '{x}',
    "'; drop table x; --",
    '%00',
  ],
  ...['a', 'x', '0', '9', 'é', 'mot', 'lait cru', 'oui', 'non', 'et', 'OU ', 'NON ', '-état:clos ', '*'],
  ...['lots:', 'lots:L1,', 'produit : ', 'dept:34 ', 'danger:', 'depuis:', '>=', '..2026', '1e400', '-0'],
  ...['A-2026.1', 'A-2026.', 'n° ', '34700 ', 'SIRET ', '356 000 000 09075', 'chaque jour à 8h ', 'par sms '],
  ...['https://matrix.to/#/@x:y', '@room', '@vigie:x', 'constructor', 'toString', 'null', 'undefined', 'NaN'],
] as const

/** How they are put together: most texts are short, some as long as a chat takes, a few longer. */
export function hostileText(random: Random, longest = 12_000): string {
  const length = random.chance(0.98) ? random.between(0, 80) : random.chance(0.8) ? 1_000 : longest
  const kind = random.between(0, 5)
  const [first, second, third] = [piece(random), piece(random), piece(random)]
  switch (kind) {
    case 0:
      return fill(first, length)
    case 1:
      return `${fill(first, length)}${second}`
    case 2:
      return fill(`${first}${second}`, length)
    case 3:
      return `${first}${fill(`${second}${third}`, length)}`
    case 4:
      return Array.from({ length: Math.ceil(length / 4) }, () => piece(random)).join('')
    default:
      return `${fill(first, length / 2)}${fill(second, length / 2)}`
  }
}

function piece(random: Random): string {
  const rank = random.between(0, pieces.length)
  return pieces[rank] ?? String.fromCharCode(random.between(0, 0xffff))
}

function fill(text: string, length: number): string {
  return text.repeat(Math.ceil(length / text.length)).slice(0, Math.ceil(length))
}
