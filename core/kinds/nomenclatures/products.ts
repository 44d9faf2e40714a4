import { outline } from './outline.ts'
import { animalProducts } from './products-animal.ts'
import { otherProducts } from './products-other.ts'
import { plantProducts } from './products-plant.ts'
import { nomenclature } from './tree.ts'

/** "Catégories de produit": 374 values under 29 heads. Codes never change once published; labels and words may. */
export const products = nomenclature(
  'produit',
  'Catégories de produit',
  outline(animalProducts + plantProducts + otherProducts),
)
