import { escapeHtml } from './escape.ts'

/** The one style sheet of these pages. The server's security policy allows it by its hash: nothing else is loaded. */
export const style = `
:root { color-scheme: light dark; --text: #161616; --ground: #ffffff; --blue: #000091; --on-blue: #ffffff; }
@media (prefers-color-scheme: dark) {
  :root { --text: #eeeeee; --ground: #161616; --blue: #b1b1f9; --on-blue: #000091; }
}
body { margin: 0; font: 1.125rem/1.5 Marianne, Arial, sans-serif; color: var(--text); background: var(--ground); }
header, main { max-width: 40rem; margin: 0 auto; padding: 1.5rem 1rem; }
header p { margin: 0; font-weight: bold; }
main { padding-top: 0; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 1rem; }
p { overflow-wrap: anywhere; }
button { font: inherit; font-weight: bold; min-height: 2.75rem; padding: 0.5rem 1.25rem; border: 2px solid var(--blue);
  color: var(--on-blue); background: var(--blue); cursor: pointer; }
button:hover { text-decoration: underline; }
:focus-visible { outline: 3px solid #0a76f6; outline-offset: 3px; }
`

/** A whole page: French, one title, one h1, one main. @param body HTML, its texts escaped */
export function page(title: string, body: string): string {
  const name = escapeHtml(title)
  return `<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${name} – Vigie</title>
<style>${style}</style>
</head>
<body>
<header><p>Vigie</p></header>
<main>
<h1>${name}</h1>
${body}
</main>
</body>
</html>
`
}

export function paragraph(text: string): string {
  return `<p>${escapeHtml(text)}</p>`
}
