import { describe, expect, it } from 'vitest'
import { readConfig } from '#adapters/config.ts'
import { isLocal, risksOf } from '#adapters/risks.ts'

const matrix = {
  MATRIX_URL: 'https://matrix.example',
  MATRIX_USER: '@vigie:agent.example',
  MATRIX_STORE_KEY: Buffer.alloc(32, 5).toString('base64'),
  MATRIX_ALLOWED_DOMAINS: 'agent.example',
}

describe('what a configuration leaves open', () => {
  it('is nothing by default, nor on one machine, nor where everything is encrypted', () => {
    expect(risksOf(readConfig({}))).toEqual([])
    expect(risksOf(readConfig({ SMTP_URL: 'smtp://localhost', MATRIX_URL: undefined }))).toEqual([])
    const whole = {
      ...matrix,
      PUBLIC_URL: 'https://vigie.example',
      SMTP_URL: 'smtp://mail.example',
      DATABASE_URL: 'postgres://vigie@db.example/vigie?sslmode=verify-full',
    }
    expect(risksOf(readConfig(whole))).toEqual([])
  })

  it.each([
    [{ PUBLIC_URL: 'http://vigie.example' }, 'PUBLIC_URL est en http'],
    [{ SMTP_URL: 'smtp://mail.example', SMTP_ALLOW_PLAIN: 'oui' }, 'SMTP_ALLOW_PLAIN'],
    [{ DATABASE_URL: 'postgres://vigie@db.example/vigie' }, 'sslmode=verify-full'],
    [{ ...matrix, MATRIX_URL: 'http://matrix.example' }, 'MATRIX_URL est en http'],
    [{ ...matrix, MATRIX_ALLOWED_DOMAINS: '' }, 'MATRIX_ALLOWED_DOMAINS est vide'],
  ])('is said for %o', (env, words) => {
    expect(risksOf(readConfig(env))).toEqual([expect.stringMatching(/^! /)])
    expect(risksOf(readConfig(env))[0]).toContain(words)
  })
})

describe('an address', () => {
  it('is of this machine when it cannot be reached from another', () => {
    const local = [
      'smtp://localhost:25',
      'smtp://127.3.2.1',
      'http://[::1]:8008',
      'postgres:///vigie?host=/run',
    ]
    for (const url of local) expect([url, isLocal(url)]).toEqual([url, true])
    const far = ['smtp://mail', 'smtp://localhost.example', 'smtp://128.0.0.1', 'http://[::2]', 'no address']
    for (const url of far) expect([url, isLocal(url)]).toEqual([url, false])
  })
})
