import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { settableClock } from '#core/clock.ts'
import { proveDiffusion } from '#core/diffusion/prove.ts'
import { wakeDigests } from '#core/digests/wake.ts'
import { importDirectory } from '#core/directory/import-directory.ts'
import { importMailboxes } from '#core/directory/import-mailboxes.ts'
import { importRules } from '#core/directory/import-rules.ts'
import { describeWithSynapse } from '#test/synapse/given.ts'
import type { Human } from '#test/synapse/human.ts'
import type { SeenMessage } from '#test/synapse/room-view.ts'
import { ask, makeRoom, saidBy } from './scene.ts'
import { startVigie, type Talk, type Vigie } from './vigie.ts'

const data = (name: string) =>
  readFileSync(new URL(`../../../adapters/demo/data/${name}`, import.meta.url), 'utf8')

const cast = {
  Claire: 'claire.vidal',
  Marc: 'marc.olivier-sabatier',
  Leïla: 'leila.mansouri',
  Yacine: 'yacine.brahimi',
  Camille: 'camille.dastugue',
  Gaëtan: 'gaetan.faure',
  Minh: 'minh.trinh',
  Hélène: 'helene.marchetti',
} as const
type Name = keyof typeof cast

/** The story of the demo, told on Tchap: a cheese, from its opening to the proof of who was told. */
describeWithSynapse('the story of a cheese', (synapse) => {
  const clock = settableClock('2026-11-20T15:10:00Z')
  let vigie: Vigie
  let people: Record<Name, { human: Human; talk: Talk }>
  let team: string
  let number: string
  beforeAll(async () => {
    vigie = await startVigie(synapse, {
      clock,
      settle: async ({ contextFor }) => {
        const ctx = contextFor({ type: 'system', name: 'Import annuaire' })
        await importDirectory(ctx, { csv: data('directory.csv') })
        await importMailboxes(ctx, { csv: data('mailboxes.csv') })
        await importRules(ctx, { csv: data('rules.csv') })
      },
    })
    const come = async (name: Name) => {
      const human = await vigie.person(name, `${cast[name]}@agri.example`)
      return { human, talk: await vigie.talk(human) }
    }
    people = {
      Claire: await come('Claire'),
      Marc: await come('Marc'),
      Leïla: await come('Leïla'),
      Yacine: await come('Yacine'),
      Camille: await come('Camille'),
      Gaëtan: await come('Gaëtan'),
      Minh: await come('Minh'),
      Hélène: await come('Hélène'),
    }
    team = await makeRoom(vigie, [people.Claire.human, people.Marc.human])
  })
  afterAll(() => vigie[Symbol.asyncDispose]())

  const told = (name: Name): Promise<SeenMessage[]> =>
    saidBy(vigie, people[name].human, people[name].talk.room, number)
  const say = (name: Name, text: string) => people[name].talk.say(text)

  it('begins with those whom it will concern', async () => {
    expect((await ask(people.Claire.human, team, '!rattacher')).body).toContain('DDPP 34')
    await vigie.settled()
    expect((await ask(people.Marc.human, team, '!abonner salon dept:34')).body).toContain(
      'du salon enregistré',
    )
    await say('Leïla', 'abonner danger:listeria région:occitanie sur Tchap')
    await say('Yacine', 'abonner danger:listeria sur Tchap')
    await say('Yacine', 'abonner brie "lait cru" sur Tchap')
    expect(await say('Camille', 'abonner danger:listeria chaque jour à 8 h sur Tchap')).toContain('8 h')
    await say('Gaëtan', 'abonner listeria sur Tchap')
  })

  it('is opened in one message, and asks for what is missing', async () => {
    const opened = await say(
      'Claire',
      'créer produit danger:"Listeria monocytogenes" dénomination:"Brie au lait cru" marque:"Ferme des Trois Sapins" lots:"L2381" ' +
        'description:"Autocontrôle positif sur un brie au lait cru, 240 pièces vendues à Lodève et à Nîmes"',
    )
    expect(opened).toContain('Quel est le type')
    expect(await say('Claire', '1')).toContain('?')
    expect(await say('Claire', 'aujourd’hui')).toContain('?')
    const draft = await say('Claire', 'autocontrôle produit')
    number = /A-2026\.\d+/.exec(draft)?.[0] ?? ''
    expect(draft).toContain(`Brouillon enregistré : ${number}`)
  })

  it('shows who would be told, and why, before it is published', async () => {
    await say('Marc', `suivre ${number}`)
    const reach = await say('Claire', `portée ${number}`)
    for (const name of ['Leïla Mansouri', 'Yacine Brahimi', 'Camille Dastugue', 'Marc Olivier-Sabatier'])
      expect(reach).toContain(name)
    expect(reach).toMatch(/Gaëtan Fauré.*n’a pas le droit/)
    await people.Claire.human.waitFor(people.Claire.talk.room, ({ body }) => body.includes('attend toujours'))
    expect(await say('Claire', 'oui')).toContain(`${number} est publié`)
  })

  it('is told once to each, with all reasons, and to nobody without the right', async () => {
    const { human, talk } = people.Yacine
    const notice = await human.waitFor(talk.room, ({ body }) => body.startsWith(number))
    await people.Leïla.human.waitFor(people.Leïla.talk.room, ({ body }) => body.startsWith(number))
    await people.Marc.human.waitFor(team, ({ body }) => body.startsWith(number))
    await vigie.settled()
    expect(notice.body).toContain('la MUS est toujours informée')
    expect(notice.body).toContain('désabonner')
    expect(notice.body).toContain('Accusez réception')
    const counts = {
      Yacine: (await told('Yacine')).length,
      Leïla: (await told('Leïla')).length,
      // By mail, as the directory has it.
      Marc: (await told('Marc')).length,
      team: (await saidBy(vigie, people.Marc.human, team, number)).length,
      Gaëtan: (await told('Gaëtan')).length,
      Camille: (await told('Camille')).length,
    }
    expect(counts).toEqual({ Yacine: 1, Leïla: 1, Marc: 0, team: 1, Gaëtan: 0, Camille: 0 })
  })

  it('goes on with what changed, in the thread of its card', async () => {
    await say('Claire', `point ${number} Retrait engagé chez les deux revendeurs.`)
    await say('Claire', `modifier ${number} lots:"L2381, L2382"`)
    const { human, talk } = people.Leïla
    const change = await human.waitFor(
      talk.room,
      ({ thread, body }) => thread !== undefined && body.includes('L2381 → L2381, L2382'),
    )
    const [card] = (await told('Leïla')).filter(({ thread }) => thread === undefined)
    expect(change.thread).toBe(card?.id)
    expect(change.body).not.toContain('240 pièces')
    await human.waitFor(talk.room, ({ id, body }) => id === card?.id && body.includes('L2382'))
    await people.Marc.human.waitFor(
      team,
      ({ thread, body }) => thread !== undefined && body.includes('L2382'),
    )
  })

  it('is found in spite of a typo, by whoever may see it', async () => {
    await vigie.settled()
    expect(await say('Minh', 'chercher brie listeira dept:34')).toContain(number)
    expect(await say('Gaëtan', 'chercher brie listeria')).not.toContain(number)
  })

  it('is in the digest of the next working day, once', async () => {
    expect(await wakeDigests(vigie.parts.store, clock)).toBe(0)
    clock.set('2026-11-23T07:00:00Z')
    await wakeDigests(vigie.parts.store, clock)
    const { human, talk } = people.Camille
    const digest = await human.waitFor(talk.room, ({ body }) => body.includes(number))
    await vigie.settled()
    expect(digest.body).toContain('L2382')
    const all = (await human.shown(talk.room)).filter(({ body }) => body.includes(number))
    expect(all).toHaveLength(1)
  })

  it('ends with the proof', async () => {
    const { human, talk } = people.Yacine
    const [notice] = await told('Yacine')
    await human.react(talk.room, notice?.id ?? '', '👍')
    await human.waitFor(talk.room, ({ id, reactions }) => id === notice?.id && reactions.length > 1)
    const proof = await say('Hélène', `preuve ${number}`)
    expect(proof).toContain('Fil de suivi intact')
    expect(proof).toMatch(/Yacine Brahimi.*accusé le/)
    expect(proof).not.toContain('Gaëtan Fauré')
    const { lines } = await proveDiffusion(await vigie.asEmail('helene.marchetti@agri.example'), { number })
    expect(lines.every(({ state }) => state === 'delivered')).toBe(true)
    const yacine = lines.filter(({ name }) => name === 'Yacine Brahimi')
    expect(yacine.map(({ entryType }) => entryType)).toEqual(['published', 'situation-report', 'updated'])
    for (const { human } of Object.values(people)) expect(await human.undecryptable()).toBe(0)
  })
})
