import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import { describeWithSynapse } from './given.ts'
import { provisionSynapse } from './provision.ts'

describeWithSynapse('a homeserver of our own', () => {
  // SYNAPSE_URL names one that is not ours to start or end.
  const own = it.skipIf(process.env.SYNAPSE_URL !== undefined)

  own('keeps the default limits when asked, and is gone once stopped', async () => {
    const synapse = await provisionSynapse({ limits: 'default' })
    if ('skipped' in synapse) throw new Error(synapse.skipped)
    const { accessToken, userId } = await synapse.register('Éloïse Hâtive')
    expect(userId).toMatch(/^@eloise\.hative-[0-9a-f]{8}:agent\.agriculture\.test$/)
    const call = (method: string, path: string, body: object) =>
      fetch(`${synapse.url}/_matrix/client/v3/${path}`, {
        method,
        headers: { authorization: `Bearer ${accessToken}` },
        body: JSON.stringify(body),
      })
    const room = JSON.parse(await (await call('POST', 'createRoom', {})).text()).room_id
    const said: number[] = []
    for (let n = 0; n < 12; n++) {
      const answer = await call('PUT', `rooms/${room}/send/m.room.message/${n}`, {
        msgtype: 'm.text',
        body: 'Vite',
      })
      said.push(answer.status)
    }
    expect(said[0]).toBe(200)
    expect(said.at(-1)).toBe(429)
    await synapse.stop()
    await expect(fetch(synapse.url)).rejects.toThrow()
  })

  own('ends with the process that started it, even killed', async () => {
    const starter = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let url = ''
    for await (const line of createInterface(starter.stdout)) {
      url = line.match(/^SYNAPSE_URL=(.*)$/)?.[1] ?? url
      if (line.startsWith('Ctrl-C')) break
    }
    expect((await fetch(`${url}/health`)).status).toBe(200)
    starter.kill('SIGKILL')
    await once(starter, 'exit')
    const isGone = () =>
      fetch(`${url}/health`).then(
        () => false,
        () => true,
      )
    await expect.poll(isGone, { timeout: 10_000 }).toBe(true)
  })
})
