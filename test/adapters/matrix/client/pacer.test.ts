import { expect, it } from 'vitest'
import { makePacer, type Priority } from '#adapters/matrix/client/pacer.ts'

it('lets what people wait for go first', async () => {
  const pacer = makePacer(10)
  const order: Priority[] = []
  const wanted: Priority[] = ['invite', 'card', 'notice', 'answer', 'invite', 'answer']
  await Promise.all(wanted.map((priority) => pacer.run(priority, async () => order.push(priority))))
  // The first began before the others were there.
  expect(order).toEqual(['invite', 'answer', 'answer', 'notice', 'card', 'invite'])
})

it('hands on what a call ends with', async () => {
  const pacer = makePacer(100)
  await expect(pacer.run('answer', async () => 'fait')).resolves.toBe('fait')
  await expect(pacer.run('answer', () => Promise.reject(new Error('refusé')))).rejects.toThrow('refusé')
})

it('refuses what waits when it stops', async () => {
  const pacer = makePacer(1)
  const first = pacer.run('answer', async () => 'fait')
  const second = pacer.run('answer', async () => 'jamais')
  await first
  pacer.stop()
  await expect(second).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
})
