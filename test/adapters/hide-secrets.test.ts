import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { readConfig } from '#adapters/config.ts'
import { hider } from '#adapters/hide-secrets.ts'
import { stopLinks } from '#core/diffusion/stop-link.ts'

const config = readConfig({
  DATABASE_URL: 'postgres://vigie:b%40se-%C3%A9-1@db.example/vigie',
  DATABASE_MIGRATION_URL: 'postgres://owner:migration-7@db.example/vigie',
  SMTP_URL: 'smtps://vigie:c0urriel"1@mail.example',
  SECRET_KEY: Buffer.alloc(32, 9).toString('base64'),
  SIGNING_KEY: Buffer.alloc(32, 8).toString('base64'),
  MATRIX_URL: 'https://matrix.example',
  MATRIX_USER: '@vigie:agent.example',
  MATRIX_PASSWORD: 'motdepasse-tchap',
  MATRIX_TOKEN: 'syt_jeton_tchap',
  MATRIX_STORE_KEY: Buffer.alloc(32, 5).toString('base64'),
})
const secrets = [
  'migration-7',
  'b%40se-%C3%A9-1',
  'b@se-é-1',
  'c0urriel"1',
  Buffer.alloc(32, 9).toString('base64'),
  Buffer.alloc(32, 8).toString('base64'),
  'motdepasse-tchap',
  'syt_jeton_tchap',
  Buffer.alloc(32, 5).toString('base64'),
  `vgi_${'A'.repeat(43)}`,
]

describe('what is logged or printed', () => {
  it('has none of the secrets of the configuration, however they are written, and no token', () => {
    const hide = hider(config)
    for (const secret of secrets) {
      expect(hide(`avant ${secret} après`)).toBe(
        `avant ${secret.startsWith('vgi_') ? 'vgi_***' : '***'} après`,
      )
      const lines: string[] = []
      const log = pino({ base: null }, { write: (line) => lines.push(hide(line)) })
      log.warn({ err: new Error(`refused: ${secret}`), url: `https://x/?k=${secret}` }, secret)
      expect(lines.join('')).not.toContain(JSON.stringify(secret).slice(1, -1))
      expect(() => JSON.parse(lines[0] ?? '')).not.toThrow()
    }
  })

  it('has no password of an address, known or not, and no stop link that works', () => {
    const hide = hider()
    expect(hide("Invalid URL { input: 'smtp://vigie:secret-42@mail:x' }")).toBe(
      "Invalid URL { input: 'smtp://***@mail:x' }",
    )
    const links = stopLinks('k'.repeat(32), 'https://vigie.example')
    const link = links.write({ type: 'follow', agentId: 1, eventId: 2 }) ?? ''
    expect(hide(`sent ${link} twice`)).toBe('sent https://vigie.example/arret/*** twice')
  })

  it('keeps what is no secret', () => {
    const line = 'GET /v1/events/A-2026.1 claire.vidal@agri.example https://vigie.example/docs vgi_ token 12'
    expect(hider(config)(line)).toBe(line)
  })
})
