import { fold } from '#core/query/words.ts'
import { dangerCategories, dangerWords } from './danger-words.ts'
import type { CategoryWords } from './plant-words.ts'
import { productCategories } from './product-words.ts'
import type { RasffHazard } from './read-rasff.ts'

const categoryHeads = new Map<string, string>(Object.entries(dangerCategories))
const categoryWords = new Map<string, CategoryWords>(Object.entries(productCategories))

/** The danger of a notification: that of the first hazard whose words are known, else the head of the first known category. */
export function dangerOf(hazards: readonly RasffHazard[]): string | undefined {
  return first(hazards, wordedDanger) ?? first(hazards, ({ category }) => categoryHeads.get(key(category)))
}

/** The product category of a notification, as precise as the words of the product allow. */
export function productOf(product: string, category: string): string | undefined {
  const words = categoryWords.get(key(category))
  if (words === undefined) return undefined
  const name = key(product)
  return words.words.find(([pattern]) => pattern.test(name))?.[1] ?? words.otherwise
}

function wordedDanger({ name, category }: RasffHazard): string | undefined {
  const head = key(category)
  // The name often ends with its category, whose words are not the hazard's.
  const text = `${key(name).replace(` - ${head}`, '')} | ${head}`
  return dangerWords.find(([pattern]) => pattern.test(text))?.[1]
}

function first<T>(
  hazards: readonly RasffHazard[],
  read: (hazard: RasffHazard) => T | undefined,
): T | undefined {
  for (const hazard of hazards) {
    const found = read(hazard)
    if (found !== undefined) return found
  }
  return undefined
}

/** How much of a name is compared: the expressions of the word lists look for one word after another. */
const longestRead = 500

/** Folded, with single spaces. */
function key(text: string): string {
  return fold(text.slice(0, longestRead)).replaceAll(/\s+/g, ' ').trim()
}
