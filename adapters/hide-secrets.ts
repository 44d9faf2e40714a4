import type { Config } from './config.ts'

/** Shorter ones are words: hiding them would hide the log. */
const shortest = 6

/**
 * Makes what takes secrets out of a text that leaves: of the log, of what is printed when something fails. Those of the
 * configuration, however an address writes them, and whatever looks like a token of ours or a password in an address.
 */
export function hider(config?: Config): (text: string) => string {
  const secrets = config === undefined ? [] : secretsOf(config)
  return (text) =>
    secrets
      .reduce((kept, secret) => kept.replaceAll(secret, '***'), text)
      .replace(/\bvgi_[\w-]{43}/g, 'vgi_***')
      .replace(/\/arret\/[\w-]{1,2000}\.[\w-]{27}/g, '/arret/***')
      .replace(/:\/\/[^\s/@"'\\]{1,500}@/g, '://***@')
}

function secretsOf({
  databaseUrl,
  databaseMigrationUrl,
  smtpUrl,
  secretKey,
  signingKey,
  matrix,
}: Config): string[] {
  const plain = [secretKey, signingKey, matrix?.password, matrix?.accessToken, matrix?.storeKey]
  const inUrls = [databaseUrl, databaseMigrationUrl, smtpUrl].flatMap((url) => {
    if (url === undefined || !URL.canParse(url)) return []
    const { password } = new URL(url)
    return [password, decoded(password)]
  })
  return [...plain, ...inUrls]
    .filter((secret) => secret !== undefined)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
    .filter((secret) => secret.length >= shortest)
}

function decoded(written: string): string {
  try {
    return decodeURIComponent(written)
  } catch {
    return written
  }
}
