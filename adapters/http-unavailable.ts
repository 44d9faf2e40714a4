/** The API cannot listen where it was told to: the message is the sentence. */
export class HttpUnavailable extends Error {
  override readonly name = 'HttpUnavailable'

  constructor(host: string, port: number, cause: unknown) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    super(sentences[code]?.(host, port) ?? other(host, port, code), { cause })
  }
}

const sentences: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (_host, port) =>
    `Le port HTTP ${port} est déjà pris par un autre programme. Arrêtez ce programme, ou choisissez un autre port avec HTTP_PORT.`,
  EACCES: (_host, port) =>
    `Ce compte n’a pas le droit d’écouter le port ${port}. Choisissez avec HTTP_PORT un port à partir de 1024, derrière un proxy.`,
}

function other(host: string, port: number, code: string): string {
  return `Vigie ne peut pas écouter ${host}, port ${port} (${code}) : ce n’est pas une adresse de cette machine. Corrigez HTTP_HOST, par exemple 127.0.0.1.`
}
