/** The ways in which a text can call the bot, as patterns without a state. */
export interface Names {
  /** Links to it and its id, in the forms that clients and people write, anywhere. */
  readonly links: RegExp
  /** Its name and a sign, `Vigie :`; its name with an `@`; its name alone. All at the beginning. */
  readonly marked: RegExp
  readonly at: RegExp
  readonly first: RegExp
  /** Its name alone, at the end. */
  readonly last: RegExp
}

/** @param formatted HTML whose links to the bot may give it other names */
export function namesOf(bot: { readonly userId: string; readonly name: string }, formatted = ''): Names {
  const [local = '', ...server] = bot.userId.slice(1).split(':')
  const id = `${literal(local)}(?::|%3A)${literal(server.join(':'))}`
  const after = String.raw`(?![\p{L}\p{N}_-]|\.[\p{L}\p{N}])`
  const target = `(?:https?://matrix\\.to/#/(?:@|%40)|matrix:u/)${id}${after}(?:\\?[^\\s)>"\\]]{0,300})?`
  const known = [bot.name, local, ...labelsIn(formatted, target)].filter((name) => name.trim() !== '')
  const name = `(?:${[...new Set(known)].map(literal).join('|')})`
  const quoted = `(?:@?${name}|["«“] ?@?${name} ?["»”]|[*_\`]{1,2}@?${name}[*_\`]{1,2})`
  return {
    links: new RegExp(
      [
        String.raw`[ \t]?\[[^\[\]\n]{0,120}\]\(<?${target}>?\)`,
        String.raw`[ \t]?(?:${quoted}[ \t]?)?[(<]?${target}[)>]?`,
        String.raw`[ \t]?(?:${quoted}[ \t]?)?(?:\(@${id}\)|<@${id}>)`,
        String.raw`[ \t]?(?<![\p{L}\p{N}])@${id}${after}`,
      ].join('|'),
      'giu',
    ),
    marked: new RegExp(String.raw`^${quoted}\s{0,3}[,:;](?=\s*\S)`, 'iu'),
    at: new RegExp(String.raw`^@${name}${after}[\s,:;]*(?=\S)`, 'iu'),
    first: new RegExp(String.raw`^${quoted}${after}[\s,:;.…!–—-]*`, 'iu'),
    last: new RegExp(String.raw`(?<![\p{L}\p{N}_.@-])${quoted}${after}[\s.!?]*$`, 'iu'),
  }
}

/** What links to the bot are called: a room may know it under another name. */
function labelsIn(formatted: string, target: string): string[] {
  const links = new RegExp(`<a [^<>]{0,100}href=["']${target}["'][^<>]{0,100}>([^<>]{1,100})</a>`, 'giu')
  return [...formatted.slice(0, 20_000).matchAll(links)].map(([, label = '']) =>
    label.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&').replace(/^@/, ''),
  )
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
