import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AgentSchema } from '#core/directory/agent.entity.ts'
import { isRefusal } from '#core/refusal.ts'
import { sample } from '#test/adapters/rasff/sample.ts'
import { workbook } from '#test/core/tables/workbook.ts'
import { snapshot } from '#test/snapshot.ts'
import { agent, csvOf, header, type Importing, startImporting } from './importing.ts'

let importing: Importing
let run: Importing['run']
beforeAll(async () => {
  importing = await startImporting()
  run = importing.run
})
afterAll(() => importing[Symbol.asyncDispose]())

describe('a dry run', () => {
  /** Each import with a first file, and a second that creates, changes and has a line refused. */
  const cases = [
    {
      what: 'annuaire',
      first: csvOf(header, agent('Ana'), agent('Bob'), agent('Cid'), agent('Zoe', 'AC/DAC/DGAL/MUS')),
      second: csvOf(
        header,
        agent('Ana', 'SD/DAAF/DAAF974'),
        agent('Bob'),
        agent('Dan', 'DDI/DDPP/DDPP30'),
        agent('Zoe', 'AC/DAC/DGAL/MUS'),
        agent('Eve', 'nulle/part'),
      ),
      says: [
        '  + dan@agri.example',
        '  ~ ana@agri.example (Structure : « ddpp-34 » → « daaf-974 »)',
        '  – cid@agri.example',
        'lignes lues : 5',
        'structures créées : 2',
        'créés : 1',
        'modifiés : 1',
        'inchangés : 2',
        'désactivés : 1',
        'refusés : 1',
      ],
    },
    {
      what: 'boites',
      first: 'Structure;Mail\nddpp-34;ddpp34@agri.example\n',
      second: 'Structure;Mail\nddpp-34;autre@agri.example\nmus;mus@agri.example\nddpp-99;x@agri.example\n',
      says: [
        '  ~ ddpp-34 (Mail : « ddpp34@agri.example » → « autre@agri.example »)',
        '  ~ mus (Mail : rien → « mus@agri.example »)',
        'refusés : 1',
      ],
    },
    {
      what: 'regles',
      first:
        'Code;Structure;Requête;Raison;Destinataires\na;mus;danger:listeria;Raison;agents\nb;mus;lait;Raison;agents\n',
      second:
        'Code;Structure;Requête;Raison;Destinataires\na;ddpp-34;danger:listeria;Raison;agents\nc;mus;oeuf;Raison;mailbox\nd;mus;;Raison;agents\n',
      says: ['  ~ a (Structure : « mus » → « ddpp-34 »)', '  + c', '  – b', 'refusés : 1'],
    },
    {
      what: 'identites',
      first: 'canal;adresse;courriel\ntchap;@ana:a.example;ana@agri.example\n',
      second:
        'canal;adresse;courriel\ntchap;@ana2:a.example;ana@agri.example\ntchap;@zoe:a.example;zoe@agri.example\ntchap;zoe;zoe@agri.example\n',
      says: [
        '  ~ @ana2:a.example (Lien : « @ana:a.example » → « ana@agri.example »)',
        '  + @zoe:a.example',
        'refusés : 2',
      ],
    },
    {
      what: 'rasff',
      first: sample,
      second: `${sample.replace('Blue spoon', 'Red spoon')}\n${sample.split('\n')[1]?.replace('2022.0650', '2022.0653')}\nnon`,
      says: ['  + rasff:2022.0653', 'créés : 1', 'modifiés : 1', 'inchangés : 4', 'refusés : 1'],
    },
  ]

  it.each(cases)(
    'of $what says what would be created, changed and refused, and changes not a byte',
    async ({ what, first, second, says }) => {
      await run(what, first)
      const before = await snapshot(importing.parts.store)
      const trial = await run(what, second, { essai: true })
      expect(await snapshot(importing.parts.store)).toEqual(before)
      expect(trial[0]).toBe('Essai : voici ce que l’import ferait ; rien n’est changé.')
      expect(trial).toEqual(expect.arrayContaining(says))
      // And the import then does just that.
      expect(await run(what, second)).toEqual(
        trial.slice(trial.findIndex((line) => line.startsWith('lignes lues'))),
      )
      expect(await snapshot(importing.parts.store)).not.toEqual(before)
    },
  )
})

describe('the file of an import', () => {
  it('takes no mailbox away by a line that ends too soon', async () => {
    await run('boites', 'Structure;Mail;Mail_food\nmus;mus@agri.example;food@agri.example\n')
    const said = await run('boites', 'Structure;Mail;Mail_food\nmus;mus@agri.example')
    expect(said.join('\n')).toContain('ligne 2, colonnes : « 1 de moins », autant de cellules')
  })

  it('of the directory shows in a dry run whom it would take out, and that this must be confirmed', async () => {
    const trial = await run('annuaire', csvOf(header), { essai: true })
    expect(trial.some((line) => line.startsWith('  – '))).toBe(true)
    expect(trial.join('\n')).toMatch(
      /annuaire : « \d+ agents actifs sur \d+ absents du fichier », .*\(--masse\)/,
    )
  })

  it.each([
    [
      'annuaire',
      csvOf(header, agent('Lea').with(3, 'l\u0000ea@agri.example')),
      'ligne 2, Mail : « l<U+0000>ea@',
    ],
    ['annuaire', csvOf(header, agent('Lea').with(6, '04\u001b[2J')), 'ligne 2, Téléphone : « 04<U+001B>'],
    ['boites', 'Structure;Mail\nmus;m\u0000us@agri.example\n', 'ligne 2, Mail : « m<U+0000>us@'],
    ['boites', 'Structure;Mail;Mail_food\nmus;;a\u007f@agri.example\n', 'ligne 2, Mail_food : « a<U+007F>@'],
    ['boites', 'Structure;Mail\nm\u0000us;mus@agri.example\n', 'ligne 2, Structure : « m<U+0000>us »'],
    [
      'regles',
      'Code;Structure;Requête;Raison;Destinataires\nz;mus;lait;R\u0000;agents\n',
      'ligne 2, Raison : « R<U+0000> »',
    ],
    [
      'identites',
      'canal;adresse;courriel\ntchap;@z\u0001:a.example;zoe@agri.example\n',
      'ligne 2, Adresse : « @z<U+0001>',
    ],
    ['rasff', sample.replace('Blue spoon', 'Blue\u0000spoon'), 'ligne 5, Product : « Blue<U+0000>spoon'],
    [
      'boites',
      workbook([
        ['Structure', 'Mail'],
        ['mus', 'm\u0001us@agri.example'],
      ]),
      'ligne 2, Mail : « m<U+0001>us@',
    ],
  ])(
    'has a line refused for what cannot be seen in it, and is not read otherwise: %s',
    async (what, content, says) => {
      const before = await snapshot(importing.parts.store)
      const said = (await run(what, content, { essai: true, masse: true })).join('\n')
      expect(said).toContain(says)
      expect(said).toMatch(/le caractère U\+00\w\w, au rang \d+, n’est pas admis/)
      expect(said).toContain('refusés : 1')
      expect(await snapshot(importing.parts.store)).toEqual(before)
    },
  )

  it('may be a workbook, of which the other sheets are said not to be read', async () => {
    const said = await run(
      'annuaire',
      workbook([[null], header, agent('Maud').with(1, 'Maüd')], { sheets: 2 }),
      {
        masse: true,
      },
    )
    expect(said).toContain('Seule la première des 2 feuilles du classeur est lue.')
    expect(said).toContain('créés : 1')
    const maud = await importing.parts.store.read().findOne(AgentSchema, { firstName: 'Maüd' })
    expect(maud?.active).toBe(true)
  })

  it('is said to be in another encoding, and where single bytes are', async () => {
    const western = Buffer.from(csvOf(header, agent('Zoe')), 'latin1')
    expect(await run('annuaire', western, { essai: true, masse: true })).toContain(
      'Le fichier n’est pas en UTF-8 : il a été lu comme windows-1252.',
    )
    const mixed = Buffer.concat([
      Buffer.from(`${csvOf(header)}\r\n`),
      Buffer.from(csvOf(agent('Zo\u00e9')), 'latin1'),
    ])
    expect(await run('annuaire', mixed, { essai: true, masse: true })).toContain(
      'Des octets ne sont pas en UTF-8 : ils ont été lus comme windows-1252, à la ligne 2. Vérifiez-les.',
    )
  })

  it('is refused when it is no table, with what to do', async () => {
    await expect(run('annuaire', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]))).rejects.toSatisfy((error) =>
      isRefusal(error, 'import-unreadable'),
    )
  })
})
