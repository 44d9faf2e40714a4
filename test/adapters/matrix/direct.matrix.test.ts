import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWithSynapse } from '#test/synapse/given.ts'
import { startVigie, type Vigie } from './vigie.ts'

describeWithSynapse('a direct message with Vigie', (synapse) => {
  let vigie: Vigie
  beforeAll(async () => {
    vigie = await startVigie(synapse)
  })
  afterAll(() => vigie[Symbol.asyncDispose]())

  it('answers a linked agent, encrypted, from a device that clients show as signed', async () => {
    const claire = await vigie.agent('Claire Vidal')
    const talk = await vigie.talk(claire)
    expect(await talk.say('aide')).toContain('créer')
    expect(await claire.undecryptable()).toBe(0)
  })
})
