import { describe, expect, it } from 'vitest'
import { decideFresh } from '#adapters/matrix/client/decide-fresh.ts'
import { type RawEvent, rawEvent } from '#adapters/matrix/client/sync-shape.ts'

const me = '@vigie:a'
const message = (id: string): RawEvent =>
  rawEvent.parse({ event_id: id, type: 'm.room.message', sender: '@b:a', origin_server_ts: 1, content: {} })
const member = (id: string, now: string, before?: string): RawEvent =>
  rawEvent.parse({
    event_id: id,
    type: 'm.room.member',
    state_key: me,
    sender: '@b:a',
    origin_server_ts: 1,
    content: { membership: now },
    ...(before === undefined ? {} : { unsigned: { prev_content: { membership: before } } }),
  })
const fresh = (events: RawEvent[], ...seen: string[]) => {
  const { events: found, complete } = decideFresh(events, (id) => seen.includes(id), me)
  return { ids: found.map(({ event_id }) => event_id), complete }
}

describe('of a stretch of history, the bot hears', () => {
  it('all, and wants more, when nothing says where the new begins', () => {
    expect(fresh([message('a'), message('b')])).toEqual({ ids: ['a', 'b'], complete: false })
  })

  it('what follows the last that it saw', () => {
    expect(fresh([message('a'), message('b'), message('c')], 'a', 'b')).toEqual({
      ids: ['c'],
      complete: true,
    })
    expect(fresh([message('a')], 'a')).toEqual({ ids: [], complete: true })
  })

  it('nothing of before it was invited', () => {
    expect(fresh([message('a'), member('i', 'invite'), message('b'), member('j', 'join', 'invite')])).toEqual(
      {
        ids: ['i', 'b', 'j'],
        complete: true,
      },
    )
  })

  it('nothing of before it came uninvited, nor of before it came back', () => {
    expect(fresh([message('a'), member('j', 'join'), message('b')]).ids).toEqual(['j', 'b'])
    expect(
      fresh([message('a'), member('l', 'leave', 'join'), message('x'), member('j', 'join', 'leave')]).ids,
    ).toEqual(['j'])
  })

  it('more than since its name changed', () => {
    expect(fresh([message('a'), member('n', 'join', 'join'), message('b')])).toEqual({
      ids: ['a', 'n', 'b'],
      complete: false,
    })
  })
})
