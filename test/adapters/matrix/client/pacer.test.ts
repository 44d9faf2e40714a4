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

it('lets everything leave at last, however much is asked', async () => {
  const pacer = makePacer(100)
  const order: string[] = []
  const ask = async (left: number): Promise<void> => {
    await pacer.run('answer', async () => order.push('answer'))
    if (left > 1) await ask(left - 1)
  }
  // Eight rooms in which somebody asks again as soon as he is answered.
  const asked = Array.from({ length: 8 }, () => ask(5))
  const told = (['card', 'notice', 'notice', 'invite'] as const).map((priority) =>
    pacer.run(priority, async () => order.push(priority)),
  )
  await Promise.all([...asked, ...told])
  const places = (what: string) => order.flatMap((one, at) => (one === what ? [at] : []))
  // Eight answers had begun before.
  expect(places('notice')[0]).toBeLessThan(12)
  expect(Math.max(...places('notice'), ...places('card'), ...places('invite'))).toBeLessThan(26)
  expect(places('answer')).toHaveLength(40)
})

it('hands on what a call ends with', async () => {
  const pacer = makePacer(100)
  await expect(pacer.run('answer', async () => 'fait')).resolves.toBe('fait')
  await expect(pacer.run('answer', () => Promise.reject(new Error('refusé')))).rejects.toThrow('refusé')
})

it('begins nothing for as long as the server asks, and goes on then', async () => {
  const pacer = makePacer(100)
  const order: string[] = []
  pacer.hold(50)
  const held = pacer.run('answer', async () => order.push('held'))
  const asked = new Promise<void>((done) => {
    setTimeout(() => {
      order.push('asked')
      done()
    }, 50)
  })
  await Promise.all([asked, held])
  expect(order).toEqual(['asked', 'held'])
  pacer.hold(60_000)
  const never = pacer.run('answer', async () => 'jamais')
  pacer.stop()
  await expect(never).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
})

it('refuses what waits when it stops', async () => {
  const pacer = makePacer(1)
  const first = pacer.run('answer', async () => 'fait')
  const second = pacer.run('answer', async () => 'jamais')
  await first
  pacer.stop()
  await expect(second).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
})
