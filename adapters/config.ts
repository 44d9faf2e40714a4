import { resolve } from 'node:path'
import { z } from 'zod'

export const roles = ['http', 'chat', 'worker', 'clock'] as const
export type Role = (typeof roles)[number]

/** Every setting, read once from the environment. `.env.example` documents each; a test holds the two together. */
export interface Config {
  /** Undefined: an embedded PostgreSQL in `varFolder`. */
  readonly databaseUrl: string | undefined
  readonly varFolder: string
  readonly httpHost: string
  readonly httpPort: number
  /** Address that stop links in mails are made with. */
  readonly publicUrl: string
  /** Undefined: mails are written to `mailbox`. */
  readonly smtpUrl: string | undefined
  readonly mailFrom: string
  readonly mailbox: string
  readonly consoleSocket: string
  readonly roles: readonly Role[]
  /** Jobs at a time in this process. */
  readonly workerConcurrency: number
  readonly logLevel: LogLevel
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

const environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  VAR_DIR: z.string().default('var'),
  HTTP_HOST: z.string().default('127.0.0.1'),
  HTTP_PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().regex(/@/).default('Vigie <vigie@localhost>'),
  MAILBOX_DIR: z.string().optional(),
  CONSOLE_SOCKET: z.string().optional(),
  ROLES: z
    .string()
    .default(roles.join(','))
    .transform((text) => text.split(',').map((role) => role.trim()))
    .pipe(z.array(z.enum(roles)).min(1)),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(100).default(8),
  LOG_LEVEL: z.enum(logLevels).default('info'),
})

/** What each variable must be, in the words of the error when it is not. */
const rules = {
  DATABASE_URL: 'l’adresse d’une base PostgreSQL, par exemple postgres://vigie:secret@localhost:5432/vigie',
  VAR_DIR: 'un dossier où Vigie peut écrire',
  HTTP_HOST: 'une adresse d’écoute, par exemple 127.0.0.1',
  HTTP_PORT: 'un numéro de port, de 0 à 65535',
  PUBLIC_URL: 'l’adresse publique de Vigie, par exemple https://vigie.example.fr',
  SMTP_URL: 'l’adresse d’un serveur SMTP, par exemple smtp://localhost:25',
  MAIL_FROM: 'un expéditeur, par exemple Vigie <vigie@example.fr>',
  MAILBOX_DIR: 'un dossier où écrire les courriels',
  CONSOLE_SOCKET: 'un chemin de fichier pour la console',
  ROLES: `une liste parmi ${roles.join(', ')}, séparés par des virgules`,
  WORKER_CONCURRENCY: 'un nombre de 1 à 100',
  LOG_LEVEL: `un niveau parmi ${logLevels.join(', ')}`,
} as const satisfies Record<keyof z.infer<typeof environment>, string>
export const variableNames = Object.keys(rules)

/** A wrong value in the environment: the sentence names the variable, the rule and what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** @throws ConfigError with one line for each wrong variable */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  // An empty variable is as good as none: that is how .env.example leaves them.
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(set)
  if (!parsed.success) {
    const wrong = new Set(parsed.error.issues.map((issue) => String(issue.path[0])))
    throw new ConfigError([...wrong].map((name) => complaint(name, env[name] ?? '')).join('\n'))
  }
  const values = parsed.data
  const varFolder = resolve(values.VAR_DIR)
  return {
    databaseUrl: values.DATABASE_URL,
    varFolder,
    httpHost: values.HTTP_HOST,
    httpPort: values.HTTP_PORT,
    publicUrl: values.PUBLIC_URL ?? `http://${values.HTTP_HOST}:${values.HTTP_PORT}`,
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM,
    mailbox: resolve(values.MAILBOX_DIR ?? `${varFolder}/mailbox`),
    consoleSocket: resolve(values.CONSOLE_SOCKET ?? `${varFolder}/vigie.sock`),
    roles: values.ROLES,
    workerConcurrency: values.WORKER_CONCURRENCY,
    logLevel: values.LOG_LEVEL,
  }
}

/** URLs may hold a password: their value is never shown. */
function complaint(name: string, value: string): string {
  const rule = Object.entries(rules).find(([known]) => known === name)?.[1] ?? ''
  const seen = name.endsWith('_URL') ? '' : ` (valeur lue : « ${value.slice(0, 80)} »)`
  return `La variable ${name} doit être ${rule}${seen}. Corrigez-la dans l’environnement, ou retirez-la pour la valeur par défaut.`
}
