import { resolve } from 'node:path'
import { z } from 'zod'
import { fewestMonths } from '#core/audit/forget.ts'
import { readCidr } from '#core/http/cidr.ts'
import { visible } from '#core/pointer.ts'
import { startOf } from '#core/query/cut.ts'
import { trimEndOf } from '#core/query/trim-end.ts'
import { fewestConnections, usualConnections } from '#core/store/store.ts'
import { readSender } from './email/sender.ts'

export const roles = ['http', 'chat', 'worker', 'clock'] as const
export type Role = (typeof roles)[number]

/** Every setting, read once from the environment. `.env.example` documents each; a test holds the two together. */
export interface Config {
  /** Undefined: an embedded PostgreSQL in `varFolder`. */
  readonly databaseUrl: string | undefined
  /** The role that owns the tables. Undefined: that of `databaseUrl`. */
  readonly databaseMigrationUrl: string | undefined
  /** Connections that this process may have with the database. */
  readonly databaseConnections: number
  readonly varFolder: string
  readonly httpHost: string
  readonly httpPort: number
  /** Proxies whose X-Forwarded-For is believed: addresses and ranges. */
  readonly trustProxy: readonly string[]
  /** Address that stop links in mails are made with. Undefined while it is not known which port will be listened on. */
  readonly publicUrl: string | undefined
  /** 32 bytes, base64 or hex: signs stop links, keys link codes. Undefined: a file of `varFolder` (secret.ts). */
  readonly secretKey: string | undefined
  /** 32 bytes, base64 or hex: signs the ends of the chains of history. Undefined: a key made from the secret. */
  readonly signingKey: string | undefined
  /** Signed ends of chains are appended to it. */
  readonly anchorFile: string
  /** An authority that stamps them (RFC 3161). Undefined: none. */
  readonly tsaUrl: string | undefined
  /** Whom their hashes are mailed to. Undefined: nobody. */
  readonly anchorMail: string | undefined
  /** Undefined: mails are written to `mailbox`. */
  readonly smtpUrl: string | undefined
  /** Mail may leave without TLS: to this machine, or where the operator said so. */
  readonly smtpPlain: boolean
  readonly mailFrom: string
  /** Undefined: documents are given without being scanned. */
  readonly clamdUrl: string | undefined
  readonly mailbox: string
  readonly consoleSocket: string
  readonly roles: readonly Role[]
  /** Jobs at a time in this process. */
  readonly workerConcurrency: number
  /** Seconds in which what was done in a chat may be taken back: people are told after them. */
  readonly undoSeconds: number
  /** How long the audit is kept. */
  readonly auditMonths: number
  readonly logLevel: LogLevel
  /** Undefined: Tchap is off. */
  readonly matrix: MatrixConfig | undefined
}

/** The bot's account on a Matrix homeserver: Tchap, or another. */
export interface MatrixConfig {
  readonly homeserverUrl: string
  /** `@vigie:agent.example` */
  readonly userId: string
  /** One of the two is needed once: the device that it makes is kept for life. */
  readonly password: string | undefined
  readonly accessToken: string | undefined
  /** 32 bytes, base64 or hex: seals the device's keys in the database. */
  readonly storeKey: string
  /** Servers whose users may link their account. Empty: all. */
  readonly allowedDomains: readonly string[]
  readonly callsPerSecond: number
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

const environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_MIGRATION_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(fewestConnections).max(1000).default(usualConnections),
  VAR_DIR: z.string().default('var'),
  HTTP_HOST: z.string().default('127.0.0.1'),
  HTTP_PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  TRUST_PROXY: z
    .string()
    .default('')
    .transform(listed)
    .pipe(z.array(z.string().refine((text) => readCidr(text) !== undefined))),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  CLAMD_URL: z.url({ protocol: /^(unix|tcp)$/ }).optional(),
  SECRET_KEY: z.string().refine(isKey).optional(),
  SIGNING_KEY: z.string().refine(isKey).optional(),
  ANCHOR_FILE: z.string().optional(),
  TSA_URL: z.url({ protocol: /^https?$/ }).optional(),
  ANCHOR_MAIL: z.email().optional(),
  // nodemailer would read options after the « ? » that turn TLS off, or print the mails.
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .refine((url) => !url.includes('?'))
    .optional(),
  SMTP_ALLOW_PLAIN: z.enum(['oui', 'non']).default('non'),
  MAIL_FROM: z
    .string()
    .refine((text) => readSender(text) !== undefined)
    .default('Vigie <vigie@localhost>'),
  MAILBOX_DIR: z.string().optional(),
  CONSOLE_SOCKET: z.string().optional(),
  ROLES: z
    .string()
    .default(roles.join(','))
    .transform((text) => text.split(',').map((role) => role.trim()))
    .pipe(z.array(z.enum(roles)).min(1)),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(100).default(8),
  UNDO_SECONDS: z.coerce.number().int().min(0).max(300).default(10),
  AUDIT_MONTHS: z.coerce.number().int().min(fewestMonths).max(120).default(24),
  LOG_LEVEL: z.enum(logLevels).default('info'),
  MATRIX_URL: z.url({ protocol: /^https?$/ }).optional(),
  MATRIX_USER: z
    .string()
    .regex(/^@[^:\s]+:[^\s]+$/)
    .optional(),
  MATRIX_PASSWORD: z.string().optional(),
  MATRIX_TOKEN: z.string().optional(),
  MATRIX_STORE_KEY: z.string().refine(isKey).optional(),
  MATRIX_ALLOWED_DOMAINS: z.string().default(''),
  MATRIX_CALLS_PER_SECOND: z.coerce.number().min(0.1).max(1000).default(1),
})

/** What each variable must be, in the words of the error when it is not. */
const rules = {
  DATABASE_URL: 'l’adresse d’une base PostgreSQL, par exemple postgres://vigie:secret@localhost:5432/vigie',
  DATABASE_MIGRATION_URL:
    'l’adresse de la base de DATABASE_URL pour le rôle qui en possède les tables, par exemple postgres://vigie_admin:secret@localhost:5432/vigie',
  DATABASE_CONNECTIONS: `un nombre de ${fewestConnections} à 1000`,
  VAR_DIR: 'un dossier où Vigie peut écrire',
  HTTP_HOST: 'une adresse d’écoute, par exemple 127.0.0.1',
  HTTP_PORT: 'un numéro de port, de 0 à 65535',
  TRUST_PROXY:
    'une liste d’adresses ou de plages séparées par des virgules, par exemple 127.0.0.1,10.1.0.0/16 ; « /0 », qui croirait tout le monde, n’en est pas une',
  PUBLIC_URL: 'l’adresse publique de Vigie, par exemple https://vigie.example.fr',
  CLAMD_URL: 'l’adresse de clamd, par exemple unix:/run/clamav/clamd.ctl ou tcp://localhost:3310',
  SECRET_KEY:
    'une clé de 32 octets en base64 ou en hexadécimal, par exemple le résultat de « openssl rand -base64 32 »',
  SIGNING_KEY:
    'une clé de 32 octets en base64 ou en hexadécimal, par exemple le résultat de « openssl rand -base64 32 »',
  ANCHOR_FILE: 'un fichier où ajouter les ancres, sur un autre disque de préférence',
  TSA_URL: 'l’adresse d’une autorité d’horodatage, par exemple http://horodatage.example.fr/tsa',
  ANCHOR_MAIL: 'l’adresse électronique de qui conserve les ancres',
  SMTP_URL:
    'l’adresse d’un serveur SMTP, par exemple smtps://vigie:secret@mail.example.fr, sans options après un « ? » (une autorité de certification à vous se déclare par NODE_EXTRA_CA_CERTS)',
  SMTP_ALLOW_PLAIN: 'oui ou non',
  MAIL_FROM: 'un expéditeur, par exemple Vigie <vigie@example.fr>',
  MAILBOX_DIR: 'un dossier où écrire les courriels',
  CONSOLE_SOCKET: 'un chemin de fichier pour la console',
  ROLES: `une liste parmi ${roles.join(', ')}, séparés par des virgules`,
  WORKER_CONCURRENCY: 'un nombre de 1 à 100',
  UNDO_SECONDS: 'un nombre de secondes de 0 à 300',
  AUDIT_MONTHS: `un nombre de mois de ${fewestMonths} à 120`,
  LOG_LEVEL: `un niveau parmi ${logLevels.join(', ')}`,
  MATRIX_URL: 'l’adresse du serveur Matrix, par exemple https://matrix.agent.agriculture.tchap.gouv.fr',
  MATRIX_USER: 'le compte de Vigie sur ce serveur, par exemple @vigie:agent.agriculture.tchap.gouv.fr',
  MATRIX_PASSWORD: 'le mot de passe de ce compte',
  MATRIX_TOKEN: 'un jeton d’accès de ce compte',
  MATRIX_STORE_KEY:
    'une clé de 32 octets en base64 ou en hexadécimal, par exemple le résultat de « openssl rand -base64 32 »',
  MATRIX_ALLOWED_DOMAINS: 'une liste de serveurs séparés par des virgules',
  MATRIX_CALLS_PER_SECOND: 'un nombre de 0,1 à 1000, écrit avec un point',
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
    databaseMigrationUrl: values.DATABASE_MIGRATION_URL,
    databaseConnections: values.DATABASE_CONNECTIONS,
    varFolder,
    httpHost: values.HTTP_HOST,
    httpPort: values.HTTP_PORT,
    trustProxy: values.TRUST_PROXY,
    publicUrl: values.PUBLIC_URL ?? ownAddress(values.HTTP_HOST, values.HTTP_PORT),
    secretKey: values.SECRET_KEY,
    signingKey: values.SIGNING_KEY,
    anchorFile: resolve(values.ANCHOR_FILE ?? `${varFolder}/anchors.ndjson`),
    tsaUrl: values.TSA_URL,
    anchorMail: values.ANCHOR_MAIL,
    smtpUrl: values.SMTP_URL,
    smtpPlain: values.SMTP_ALLOW_PLAIN === 'oui',
    mailFrom: values.MAIL_FROM,
    clamdUrl: values.CLAMD_URL,
    mailbox: resolve(values.MAILBOX_DIR ?? `${varFolder}/mailbox`),
    consoleSocket: resolve(values.CONSOLE_SOCKET ?? `${varFolder}/vigie.sock`),
    roles: values.ROLES,
    workerConcurrency: values.WORKER_CONCURRENCY,
    undoSeconds: values.UNDO_SECONDS,
    auditMonths: values.AUDIT_MONTHS,
    logLevel: values.LOG_LEVEL,
    matrix: readMatrix(values),
  }
}

/** All or nothing: a Tchap that is half configured would be silent. @throws ConfigError */
function readMatrix(values: z.infer<typeof environment>): MatrixConfig | undefined {
  const { MATRIX_URL: homeserverUrl, MATRIX_USER: userId, MATRIX_STORE_KEY: storeKey } = values
  if (homeserverUrl === undefined) return undefined
  if (userId === undefined) throw new ConfigError(missing('MATRIX_USER'))
  if (storeKey === undefined) throw new ConfigError(missing('MATRIX_STORE_KEY'))
  return {
    homeserverUrl: trimEndOf(homeserverUrl, /\//),
    userId,
    password: values.MATRIX_PASSWORD,
    accessToken: values.MATRIX_TOKEN,
    storeKey,
    allowedDomains: listed(values.MATRIX_ALLOWED_DOMAINS),
    callsPerSecond: values.MATRIX_CALLS_PER_SECOND,
  }
}

function listed(text: string): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
}

export function isKey(written: string): boolean {
  return /^[\da-f]{64}$/i.test(written) || Buffer.from(written, 'base64').length === 32
}

function missing(name: keyof typeof rules): string {
  return `MATRIX_URL est donnée, il manque ${name} : ${rules[name]}. Ajoutez-la, ou retirez MATRIX_URL pour éteindre Tchap.`
}

const secrets = new Set(['MATRIX_PASSWORD', 'MATRIX_TOKEN', 'MATRIX_STORE_KEY', 'SECRET_KEY', 'SIGNING_KEY'])

/** URLs may hold a password, secrets are one: their value is never shown. */
function complaint(name: string, value: string): string {
  const rule = Object.entries(rules).find(([known]) => known === name)?.[1] ?? ''
  const seen =
    name.endsWith('_URL') || secrets.has(name) ? '' : ` (valeur lue : « ${visible(startOf(value, 80))} »)`
  return `La variable ${name} doit être ${rule}${seen}. Corrigez-la dans l’environnement, ou retirez-la pour la valeur par défaut.`
}

function ownAddress(host: string, port: number): string | undefined {
  return port === 0 ? undefined : `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
