import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig, variableNames } from '#adapters/config.ts'

describe('the configuration', () => {
  it('has a default for everything', () => {
    expect(readConfig({})).toMatchObject({
      httpHost: '127.0.0.1',
      httpPort: 3000,
      roles: ['http', 'chat', 'worker', 'clock'],
    })
  })

  it('takes an empty variable for none', () => {
    expect(readConfig({ DATABASE_URL: '', HTTP_PORT: '' })).toEqual(readConfig({}))
  })

  it('names every wrong variable at once', () => {
    const read = () => readConfig({ HTTP_PORT: '99999', LOG_LEVEL: 'loud', MAIL_FROM: 'Vigie' })
    expect(read).toThrow(ConfigError)
    for (const name of ['HTTP_PORT', 'LOG_LEVEL', 'MAIL_FROM']) expect(read).toThrow(name)
  })

  it('has Tchap whole or not at all, and never shows its secrets', () => {
    const key = Buffer.alloc(32, 7).toString('base64')
    const some = { MATRIX_URL: 'https://matrix.example/', MATRIX_USER: '@vigie:agent.example' }
    expect(readConfig({}).matrix).toBeUndefined()
    expect(() => readConfig(some)).toThrow(/il manque MATRIX_STORE_KEY/)
    expect(() => readConfig({ ...some, MATRIX_STORE_KEY: 'abc' })).toThrow(/openssl rand -base64 32/)
    expect(() => readConfig({ ...some, MATRIX_STORE_KEY: 'trop-court' })).not.toThrow('trop-court')
    expect(
      readConfig({ ...some, MATRIX_STORE_KEY: key, MATRIX_ALLOWED_DOMAINS: 'a.fr, b.fr' }).matrix,
    ).toMatchObject({
      homeserverUrl: 'https://matrix.example',
      storeKey: key,
      allowedDomains: ['a.fr', 'b.fr'],
      callsPerSecond: 1,
    })
  })

  it('believes the proxies that are listed, and refuses a list that would believe everybody', () => {
    expect(readConfig({}).trustProxy).toEqual([])
    expect(readConfig({ TRUST_PROXY: '127.0.0.1, 10.1.0.0/16,2001:db8::/48' }).trustProxy).toEqual([
      '127.0.0.1',
      '10.1.0.0/16',
      '2001:db8::/48',
    ])
    for (const wrong of ['0.0.0.0/0', 'oui', 'proxy.example.fr'])
      expect(() => readConfig({ TRUST_PROXY: wrong })).toThrow(/TRUST_PROXY doit être une liste d’adresses/)
  })

  it('has mail leave by TLS unless told, and takes no option in its address that would undo that', () => {
    expect(readConfig({ SMTP_URL: 'smtp://mail.example' }).smtpPlain).toBe(false)
    expect(readConfig({ SMTP_URL: 'smtp://mail.example', SMTP_ALLOW_PLAIN: 'oui' }).smtpPlain).toBe(true)
    expect(() => readConfig({ SMTP_ALLOW_PLAIN: 'yes' })).toThrow('SMTP_ALLOW_PLAIN doit être oui ou non')
    for (const option of [
      'ignoreTLS=true',
      'requireTLS=false',
      'tls.rejectUnauthorized=false',
      'debug=true',
    ]) {
      const read = () => readConfig({ SMTP_URL: `smtp://vigie:s3cret-42@mail.example?${option}` })
      expect(read).toThrow(/SMTP_URL doit être .* sans options après un « \? »/)
      expect(read).not.toThrow('s3cret-42')
    }
  })

  it('takes one sender of mails, on one line', () => {
    for (const right of ['vigie@localhost', 'Vigie <vigie@agri.example>', 'Vigie, la vraie <v@agri.example>'])
      expect(readConfig({ MAIL_FROM: right }).mailFrom).toBe(right)
    for (const wrong of [
      'Vigie <vigie@agri.example>\r\nBcc: autre@agri.example',
      'Vigie\n<vigie@agri.example>',
      'vigie@',
      'a@b.fr, c@d.fr',
      '<<a@b.fr>>',
      'a@b.fr x',
    ])
      expect(() => readConfig({ MAIL_FROM: wrong })).toThrow(/MAIL_FROM doit être un expéditeur/)
  })

  it('never shows a secret key that is wrong', () => {
    for (const name of ['SECRET_KEY', 'SIGNING_KEY']) {
      const read = () => readConfig({ [name]: 'trop-courte' })
      expect(read).toThrow(new RegExp(`${name} doit être une clé de 32 octets`))
      expect(read).not.toThrow('trop-courte')
    }
  })

  it('is documented, variable by variable, in .env.example', () => {
    const documented = [...readFileSync('.env.example', 'utf8').matchAll(/^([A-Z_]+)=/gm)].map(
      (match) => match[1],
    )
    expect(documented.toSorted()).toEqual(variableNames.toSorted())
  })

  it('reads .env.example as the defaults', () => {
    const lines = [...readFileSync('.env.example', 'utf8').matchAll(/^([A-Z_]+)=(.*)$/gm)]
    expect(readConfig(Object.fromEntries(lines.map((match) => [match[1] ?? '', match[2] ?? ''])))).toEqual(
      readConfig({}),
    )
  })
})
