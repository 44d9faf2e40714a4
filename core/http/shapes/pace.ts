import { paceSchema } from '../../diffusion/pace.ts'

export const paceShape = paceSchema.meta({
  id: 'Pace',
  description: 'Immédiat, chaque jour ouvré ou chaque semaine (1 = lundi), à une heure de la structure',
})
