import { count } from '../words.ts'
import { code, lines, type Worded } from './worded.ts'

export interface SettingsAnswer {
  readonly above: number
  /** What it was until now. */
  readonly before: number
}

export function wordSettings({ above, before }: SettingsAnswer): Worded {
  const kept =
    above === 0
      ? 'Tout ce qui avertit quelqu’un attend votre `oui`'
      : `Ce qui avertit plus de ${count(above, 'destinataire')} attend votre \`oui\``
  const was = above === before ? '' : ` (jusqu’ici : plus de ${before})`
  return {
    text: lines(
      `${kept}${was}.`,
      `Pour changer : ${code('confirmer au-delà de 5')}, ou ${code('confirmer au-delà de 0')} pour toujours confirmer.`,
    ),
  }
}
