import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { facetNames } from '#core/kinds/facet-names.ts'

const core = join(import.meta.dirname, '../../../core')
/** Where they are declared; `structure` is also the name of a column. */
const declared = /^kinds\/(?:facet-names|common-facets)\.ts$/
const bare = new RegExp(
  `'(?:${Object.values(facetNames).join('|')})'`.replace(`|${facetNames.structure}`, ''),
)

it('the facets that rights are made of are written out nowhere: a slip of the pen would not compile', () => {
  const found = readdirSync(core, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !declared.test(name))
    .filter((name) => bare.test(readFileSync(join(core, name), 'utf8')))
  expect(found).toEqual([])
})
