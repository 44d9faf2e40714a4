import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { keepSession } from '#core/store/kept-session.ts'
import { asOwner, freshDatabase } from '#test/database.ts'

const pid = z.tuple([z.object({ pid: z.number() })])

async function endNamed(url: string, name: string): Promise<void> {
  await asOwner(url, (owner) =>
    owner.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [name]),
  )
}

describe('a session that is kept', () => {
  it('is open again when the server ended it, with what it held', async () => {
    const url = await freshDatabase()
    const session = await keepSession({
      url,
      name: 'vigie essai',
      pause: 20,
      take: (client) => client.query('select pg_advisory_lock(42)'),
    })
    const backend = async () => {
      const { rows } = await (await session.open()).query('select pg_backend_pid() as pid')
      return pid.parse(rows)[0].pid
    }
    const before = await backend()
    await endNamed(url, 'vigie essai')
    while (session.isOpen()) await pause(5)
    const after = await backend()
    expect(after).not.toBe(before)
    await asOwner(url, async (owner) => {
      const { rows } = await owner.query('select pid from pg_locks where locktype = $1 and objid = 42', [
        'advisory',
      ])
      expect(pid.parse(rows)[0].pid).toBe(after)
    })
    await session.close()
    await session.close()
    await expect(session.open()).rejects.toThrow()
  })

  it('is not begun where it cannot be opened', async () => {
    const url = new URL(await freshDatabase())
    url.password = 'faux'
    await expect(keepSession({ url: url.href, name: 'vigie essai' })).rejects.toThrow(/password/)
  })

  it('says why it is not open again to who waits for it', async () => {
    const url = await freshDatabase()
    let isBroken = false
    const session = await keepSession({
      url,
      name: 'vigie en vain',
      pause: 10,
      take: async () => {
        if (isBroken) throw new Error('rien à prendre')
      },
    })
    isBroken = true
    await endNamed(url, 'vigie en vain')
    while (session.isOpen()) await pause(5)
    const asked = session.open().catch((error: unknown) => error)
    await pause(50)
    await session.close()
    expect(await asked).toMatchObject({ message: 'rien à prendre' })
  })
})
