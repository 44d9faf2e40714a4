import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '#core/context.ts'
import { importDirectory } from '#core/directory/import-directory.ts'
import { importMailboxes } from '#core/directory/import-mailboxes.ts'
import { mailboxOf, StructureSchema } from '#core/directory/structure.entity.ts'
import type { Store } from '#core/store/store.ts'
import { makeWorld, type World } from '#test/world.ts'
import { csvOf, lineFor } from './directory-file.ts'

let world: World
let store: Store
let ctx: Context

beforeEach(async () => {
  world = await makeWorld()
  store = world.store
  ctx = world.system
})
afterEach(() => world[Symbol.asyncDispose]())

describe('the import of mailboxes', () => {
  beforeEach(() => importDirectory(ctx, { csv: csvOf(lineFor('Ana'), lineFor('Bob', 'AC/DAC/DGAL/MUS')) }))

  it('sets those of a structure named by code or path, and nothing the second time', async () => {
    const csv =
      'Structure;Mail;Mail_food\nddpp-34;DDPP34@agri.example;alim@agri.example\nAC/DAC/DGAL/MUS;mus@agri.example;\n'
    expect(await importMailboxes(ctx, { csv })).toEqual({ read: 2, updated: 2, unchanged: 0, refused: [] })
    expect(await importMailboxes(ctx, { csv })).toEqual({ read: 2, updated: 0, unchanged: 2, refused: [] })
    const ddpp = await store.read().findOneOrFail(StructureSchema, { code: 'ddpp-34' })
    expect([mailboxOf(ddpp, 'food'), mailboxOf(ddpp, 'plant')]).toEqual([
      'alim@agri.example',
      'ddpp34@agri.example',
    ])
  })

  it('takes a mailbox away when its cell is empty', async () => {
    await importMailboxes(ctx, { csv: 'Structure;Mail;Mail_food\nmus;mus@agri.example;alim@agri.example\n' })
    await importMailboxes(ctx, { csv: 'Structure;Mail;Mail_food\nmus;;\n' })
    expect(
      mailboxOf(await store.read().findOneOrFail(StructureSchema, { code: 'mus' }), 'food'),
    ).toBeUndefined()
  })

  it('refuses an unknown structure or a wrong address by line, and sets the others', async () => {
    const csv = 'Structure;Mail\nddpp-99;x@agri.example\nmus;pas une adresse\nddpp-34;ok@agri.example\n'
    const report = await importMailboxes(ctx, { csv })
    expect(report).toMatchObject({ read: 3, updated: 1 })
    expect(report.refused.map(({ at }) => at)).toEqual(['ligne 2, Structure', 'ligne 3, Mail'])
  })
})

describe('an address of two', () => {
  const mailboxes = (...lines: string[]) => ['Structure;Mail;Mail_food', ...lines].join('\n')
  const [ana, bob] = [lineFor('Ana'), lineFor('Bob', 'AC/DAC/DGAL/MUS')]
  beforeEach(() => importDirectory(ctx, { csv: csvOf(ana, bob) }))

  it('is refused where it is another structure’s mailbox or an agent’s, row by row, in a trial too', async () => {
    const csv = mailboxes(
      'ddpp-34;ddpp34@agri.example;ddpp34@agri.example',
      'mus;mus@agri.example;DDPP34@agri.example',
      'ddpp-34;autre@agri.example;',
    )
    for (const trial of [true, false]) {
      const { updated, refused } = await importMailboxes(ctx, { csv, trial })
      expect(updated).toBe(1)
      expect(refused.map(({ at, rule }) => `${at}: ${rule.replaceAll('\u00A0', ' ')}`)).toEqual([
        'ligne 3, Mail_food: adresse qui est déjà celle d’une autre structure : ddpp-34',
        'ligne 4, Structure: structure déjà lue plus haut dans le fichier',
      ])
    }
    const own = await importMailboxes(ctx, { csv: mailboxes('mus;Ana@agri.example;') })
    expect(own.refused.map(({ rule }) => rule)).toEqual([
      'c’est l’adresse d’un agent, et non celle d’une boîte de service',
    ])
    const taken = await importMailboxes(ctx, { csv: mailboxes('mus;ddpp34@agri.example;') })
    expect(taken.refused).toHaveLength(1)
  })

  it('may change hands within one file', async () => {
    await importMailboxes(ctx, { csv: mailboxes('ddpp-34;a@agri.example;', 'mus;b@agri.example;') })
    const swapped = await importMailboxes(ctx, {
      csv: mailboxes('ddpp-34;b@agri.example;', 'mus;a@agri.example;'),
    })
    expect(swapped).toMatchObject({ updated: 2, refused: [] })
  })

  it('is refused as an agent’s where it is a mailbox, and who had it does not leave', async () => {
    const service = 'service@agri.example'
    await importMailboxes(ctx, { csv: mailboxes(`ddpp-34;${service};`) })
    const csv = csvOf(ana, bob, lineFor('Service'))
    for (const trial of [true, false]) {
      const { created, deactivated, refused } = await importDirectory(ctx, { csv, trial })
      expect([created, deactivated]).toEqual([0, 0])
      expect(refused).toMatchObject([{ at: 'ligne 4, Mail', seen: service }])
    }
  })
})
