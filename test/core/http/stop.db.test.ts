import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerOf, type Harness, startHarness } from './harness.ts'

let here: Harness
beforeAll(async () => {
  here = await startHarness()
})
beforeEach(() => here.stops.set('vivant', false))
afterAll(() => here[Symbol.asyncDispose]())

const form = { 'content-type': 'application/x-www-form-urlencoded' }

describe('GET /arret/:token', () => {
  it('asks before stopping and changes nothing, since scanners open every link', async () => {
    for (const method of ['GET', 'HEAD'] as const) {
      const response = await here.app.inject({ method, url: '/arret/vivant' })
      expect(response.statusCode).toBe(200)
      expect(response.headers['content-type']).toBe('text/html; charset=utf-8')
    }
    const { body } = await here.app.inject('/arret/vivant')
    expect(body).toContain('Vous suivez A-2026.1.')
    expect(body).toContain('<form method="post">')
    expect(here.stops.get('vivant')).toBe(false)
  })

  it('says that a link stops nothing when it is not one of ours, or is cut', async () => {
    const response = await here.app.inject('/arret/viva')
    expect(response.statusCode).toBe(404)
    expect(response.body).toContain('<h1>Ce lien ne désigne rien</h1>')
  })

  it('says of what was stopped before that it is, with nothing left to press', async () => {
    here.stops.set('vivant', true)
    const { statusCode, body } = await here.app.inject('/arret/vivant')
    expect(statusCode).toBe(200)
    expect(body).toContain('<h1>C’est déjà arrêté</h1>')
    expect(body).not.toContain('<form')
  })

  it('takes no link that was made for something else, and does nothing of it', async () => {
    for (const method of ['GET', 'POST'] as const)
      expect((await here.app.inject({ method, url: '/accuse/vivant' })).statusCode).toBe(404)
    expect(here.stops.get('vivant')).toBe(false)
  })

  it('allows its own style by its hash, and nothing else', async () => {
    const { headers, body } = await here.app.inject('/arret/vivant')
    const sheet = /<style>([\s\S]*)<\/style>/.exec(body)?.[1] ?? ''
    const hash = createHash('sha256').update(sheet).digest('base64')
    expect(headers['content-security-policy']).toContain(`style-src 'sha256-${hash}'`)
    expect(headers['content-security-policy']).toContain("default-src 'none'")
  })
})

describe('POST /arret/:token', () => {
  it('stops it from the page', async () => {
    const response = await here.app.inject({
      method: 'POST',
      url: '/arret/vivant',
      headers: form,
      payload: '',
    })
    expect([response.statusCode, here.stops.get('vivant')]).toEqual([200, true])
    expect(response.body).toContain('C’est arrêté')
  })

  it('stops it in one click from the mail program, in either of the formats of RFC 8058', async () => {
    const multipart =
      '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n'
    const clicks = [
      { headers: form, payload: 'List-Unsubscribe=One-Click' },
      { headers: { 'content-type': 'multipart/form-data; boundary=b' }, payload: multipart },
      {},
    ]
    for (const click of clicks) {
      here.stops.set('vivant', false)
      const response = await here.app.inject({ method: 'POST', url: '/arret/vivant', ...click })
      expect([response.statusCode, here.stops.get('vivant')]).toEqual([200, true])
    }
  })

  it('says that an unknown link stops nothing', async () => {
    const response = await here.app.inject({
      method: 'POST',
      url: '/arret/autre',
      headers: form,
      payload: '',
    })
    expect(response.statusCode).toBe(404)
  })
})

describe('a failure behind a stop link', () => {
  it('is a page too, with the id to quote', async () => {
    await using broken = await startHarness({
      stop: {
        isOurs: () => true,
        describe: async () => {
          throw new Error('secret')
        },
        confirm: async () => false,
      },
    })
    const answer = answerOf(await broken.app.inject('/arret/vivant'))
    expect(answer.status).toBe(500)
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(answer.text).toContain(String(answer.headers['x-request-id']))
    expect(answer.text).not.toContain('secret')
  })
})
