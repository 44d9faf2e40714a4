import { randomBytes } from 'node:crypto'

/** `default`: Synapse's own, a message every five seconds. `gentle`: a message a second, as Tchap's documentation asks of bots. */
export type Limits = 'default' | 'gentle' | 'raised'

export interface SettingsInput {
  readonly data: string
  readonly port: number
  readonly sharedSecret: string
  readonly limits: Limits
}

/** Messages that Synapse takes at once before it counts them by time; its default. */
export const messageBurst = 10

/** Of the shape of Tchap's own: agent.<ministry>.tchap.gouv.fr. */
export const serverName = 'agent.agriculture.test'

/** Synapse's configuration (JSON is YAML): what an agent meets on Tchap, closed to the network and quick to start. */
export function settings({ data, port, sharedSecret, limits }: SettingsInput): object {
  return {
    server_name: serverName,
    public_baseurl: `http://127.0.0.1:${port}/`,
    listeners: [
      { port, type: 'http', bind_addresses: ['127.0.0.1'], resources: [{ names: ['client', 'media'] }] },
    ],
    database: { name: 'sqlite3', args: { database: `${data}/synapse.db` } },
    media_store_path: `${data}/media`,
    signing_key_path: `${data}/signing.key`,
    log_config: `${data}/log.json`,
    pid_file: null,
    registration_shared_secret: sharedSecret,
    macaroon_secret_key: randomBytes(32).toString('hex'),
    form_secret: randomBytes(32).toString('hex'),
    // Hashing passwords well is worth a quarter of a second each in production, not here.
    bcrypt_rounds: 4,
    encryption_enabled_by_default_for_room_type: 'invite',
    max_upload_size: '50M',
    presence: { enabled: false },
    url_preview_enabled: false,
    federation_domain_whitelist: [],
    trusted_key_servers: [],
    suppress_key_server_warning: true,
    report_stats: false,
    stats: { enabled: false },
    ...(limits === 'raised' ? raised() : {}),
    ...(limits === 'gentle' ? { rc_message: { per_second: 1, burst_count: messageBurst } } : {}),
  }
}

/** Warnings and worse, into a file beside the database. */
export function logging(data: string): object {
  return {
    version: 1,
    disable_existing_loggers: false,
    formatters: { plain: { format: '%(asctime)s %(levelname)s %(name)s %(message)s' } },
    handlers: { file: { class: 'logging.FileHandler', filename: `${data}/synapse.log`, formatter: 'plain' } },
    root: { level: 'WARNING', handlers: ['file'] },
  }
}

export function signingKey(): string {
  return `ed25519 a_test ${randomBytes(32).toString('base64').replaceAll('=', '')}\n`
}

/** Every limit of Synapse's documentation, beyond what any test can reach. */
function raised(): object {
  const none = { per_second: 100_000, burst_count: 100_000 }
  return {
    rc_message: none,
    rc_registration: none,
    rc_registration_token_validity: none,
    rc_login: { address: none, account: none, failed_attempts: none },
    rc_admin_redaction: none,
    rc_joins: { local: none, remote: none },
    rc_joins_per_room: none,
    rc_invites: { per_room: none, per_user: none, per_issuer: none },
    rc_third_party_invite: none,
    rc_3pid_validation: none,
    rc_key_requests: none,
    rc_media_create: none,
    rc_room_creation: none,
    rc_presence: { per_user: none },
    rc_delayed_event_mgmt: none,
    rc_reports: none,
    rc_user_directory: none,
  }
}
