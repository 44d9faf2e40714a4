import type { Facet, ValueSource } from '../query/facet.ts'
import { choiceLabel, findChoices, suggestChoices } from './choices.ts'
import type { Choice, Nomenclature } from './kind.ts'
import { slug } from './nomenclatures/names.ts'

type About = Pick<Facet, 'name' | 'words' | 'label' | 'example'>

/** A facet over a nomenclature: a value covers everything under it. @param about.codes people know the codes: `dept:34` */
export function treeFacet(about: About & { tree: Nomenclature; codes?: true }): Facet {
  const { tree, codes, ...rest } = about
  return {
    ...rest,
    type: 'code',
    values: {
      find: (written) => tree.find(written).map((node) => node.code),
      suggest: (written, limit) => tree.suggest(written, limit).map((node) => node.label),
      label: (code) => tree.get(code)?.label ?? code,
      ...(codes === true ? {} : { said: (code) => tree.get(code)?.label ?? code }),
    },
  }
}

export function choiceFacet(about: About & { choices: readonly Choice[] }): Facet {
  const { choices, ...rest } = about
  return {
    ...rest,
    type: 'code',
    values: {
      find: (written) => findChoices(choices, written).map((choice) => choice.code),
      suggest: (written, limit) => suggestChoices(choices, written, limit).map((choice) => choice.label),
      label: (code) => choiceLabel(choices, code),
      said: (code) => choiceLabel(choices, code),
    },
  }
}

/** A facet whose values are anything people write; `codeOf` gives the same code for the same thing, or nothing. */
export function freeFacet(about: About & { codeOf?: (written: string) => string | undefined }): Facet {
  const { codeOf = slug, ...rest } = about
  return { ...rest, type: 'code', values: freeValues(codeOf) }
}

export function dayFacet(about: About): Facet {
  return { ...about, type: 'day' }
}

function freeValues(codeOf: (written: string) => string | undefined): ValueSource {
  return {
    find: (written) => {
      const code = codeOf(written)
      return code === undefined || code === '' ? [] : [code]
    },
    suggest: () => [],
    label: (code) => code,
  }
}
