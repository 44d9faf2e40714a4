import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Random, seededRandom } from '#adapters/demo/random.ts'
import { importRasff } from '#adapters/rasff/import-rasff.ts'
import { dateOf } from '#core/clock.ts'
import type { Context } from '#core/context.ts'
import { type Agent, AgentSchema } from '#core/directory/agent.entity.ts'
import { StructureSchema } from '#core/directory/structure.entity.ts'
import { type LoadRecord, loadEvents } from '#core/events/load-events.ts'
import { dangers } from '#core/kinds/nomenclatures/dangers.ts'
import { foodEventTypes, foodSources } from '#core/kinds/nomenclatures/food-choices.ts'
import { products } from '#core/kinds/nomenclatures/products.ts'

const depts = ['01', '13', '29', '30', '34', '35', '44', '59', '67', '69', '75', '974'] as const
const generated = 17_500

/** An agent for each structure, and the events: those of the RASFF file when there is one, invented ones otherwise. */
export async function fillCorpus(ctx: Context): Promise<{ agents: Agent[]; source: string }> {
  await makeDirectory(ctx)
  const file = process.env.RASFF_FILE ?? join(import.meta.dirname, '../../../shared/data/rasff-2020-2023.csv')
  const isThere = existsSync(file)
  if (isThere) await importRasff(ctx, await readFile(file, 'utf8'), { structureCode: 'mus' })
  else await loadEvents(ctx, { records: inventedRecords(seededRandom(17)) })
  await spread(ctx)
  const agents = await ctx.store
    .read()
    .find(AgentSchema, {}, { populate: ['structure'], orderBy: { id: 'asc' } })
  return { agents, source: isThere ? 'RASFF 2020-2023' : 'invented, seed 17' }
}

async function makeDirectory({ store }: Context): Promise<void> {
  const codes = ['mus', ...depts.map((dept) => `ddpp-${dept}`)]
  await store.transaction(async (em) => {
    for (const code of codes) {
      const dept = depts.find((one) => code === `ddpp-${one}`) ?? null
      em.create(StructureSchema, {
        code,
        label: code.toUpperCase(),
        level: dept === null ? 'central' : 'dept',
        region: null,
        dept,
        zone: 'Europe/Paris',
        mailbox: null,
        mailboxes: {},
        active: true,
      })
    }
  })
  await store.transaction(async (em) => {
    for (const structure of await em.find(StructureSchema, {}))
      em.create(AgentSchema, {
        email: `${structure.code}@agri.example`,
        firstName: 'Agent',
        lastName: structure.code,
        structure: structure.id,
        position: '',
        phone: '',
        mobile: '',
        domains: ['food'],
        channel: 'console',
        active: true,
      })
  })
}

/** The source knows no départements and no drafts, which searches filter by: events are dealt out to the structures. */
async function spread({ store }: Context): Promise<void> {
  await store.pool.query(`
    alter table event disable trigger event_change_written;
    update event set structure_id = 1 + id % (select count(*) from structure),
      state = case when id % 20 = 0 then 'draft' when id % 3 = 0 then 'open' else state end,
      updated_at = coalesce(published_at, created_at);
    alter table event enable trigger event_change_written`)
}

function* inventedRecords(random: Random): Generator<LoadRecord> {
  const brands = Array.from({ length: 3000 }, () => invented(random))
  const start = Temporal.Instant.from('2020-01-01T08:00:00Z')
  for (let index = 0; index < generated; index++) {
    const at = start.add({ hours: index * 2 })
    const product = pick(random, products.nodes)
    const danger = pick(random, dangers.nodes)
    const origin = pick(random, places)
    yield {
      origin: `invented:${index}`,
      kind: 'food-product',
      structureCode: 'mus',
      state: 'closed',
      createdAt: at.toString(),
      publishedAt: at.toString(),
      closedAt: at.add({ hours: 500 }).toString(),
      fields: {
        type: pick(random, foodEventTypes).code,
        source: pick(random, foodSources).code,
        dangerCategory: danger.code,
        productCategory: product.code,
        receptionDate: dateOf(at).toISOString().slice(0, 10),
        denomination: `${product.label} ${pick(random, adjectives)}`,
        brand: pick(random, brands),
        description: `${danger.label} dans ${product.label}, origine ${origin}. ${story(random, brands)}`,
      },
    }
  }
}

function story(random: Random, brands: readonly string[]): string {
  const words = Array.from({ length: random.between(10, 45) }, () =>
    random.chance(0.2) ? pick(random, brands) : pick(random, storyWords),
  )
  return `${words.join(' ')}.`
}

/** A word of two to four syllables that no dictionary has, as brands are. */
function invented(random: Random): string {
  const syllables = Array.from(
    { length: random.between(2, 4) },
    () => pick(random, consonants) + pick(random, vowels),
  )
  const word = syllables.join('')
  return word.charAt(0).toUpperCase() + word.slice(1)
}

function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random.next() * items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

const consonants = ['b', 'br', 'c', 'ch', 'd', 'f', 'g', 'gr', 'l', 'm', 'n', 'p', 'r', 's', 't', 'tr', 'v']
const vowels = ['a', 'e', 'i', 'o', 'u', 'an', 'el', 'on', 'er', 'ine']
const adjectives = [
  'fermier',
  'artisanal',
  'biologique',
  'surgelé',
  'frais',
  'tranché',
  'fumé',
  'au lait cru',
  'sans gluten',
]
const places = [
  'Espagne',
  'Italie',
  'Pologne',
  'Belgique',
  'Turquie',
  'Inde',
  'Chine',
  'Brésil',
  'Maroc',
  'Bretagne',
]
const storyWords =
  `autocontrôle analyse résultat positif lot retrait rappel clients distributeur grossiste usine atelier
prélèvement surface environnement consommateur plainte enquête traçabilité livraison stock destruction blocage étiquette
température stockage transport importateur laboratoire confirmation contre-expertise restauration collective école hôpital
marché supermarché nettoyage désinfection salarié ligne conditionnement barquette sachet bocal conserve date limite`.split(
    /\s+/,
  )
