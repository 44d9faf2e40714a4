import { replaceSecret } from '#core/store/same-secret.ts'
import { type OperatorCommand, UsageError } from '../command.ts'

export const secretCommand: OperatorCommand = {
  name: 'cle',
  summary: 'prend la clé secrète de cette machine pour celle de l’installation',
  usage: 'cle remplacer',
  details: [
    'La clé secrète signe les liens d’arrêt et garde les codes de liaison. C’est SECRET_KEY, ou le fichier secret-key de VAR_DIR ;',
    'tous les processus d’une base ont la même. À ne remplacer que si elle est perdue, ou si quelqu’un l’a lue : les liens d’arrêt',
    'des courriels déjà envoyés et les codes de liaison en cours ne valent alors plus rien. Redémarrez Vigie ensuite.',
  ],
  examples: ['cle remplacer'],
  words: [1, 1],
  withAnySecret: true,
  async run({ store, secretMark }, { words: [verb = ''], say }) {
    if (verb !== 'remplacer') throw new UsageError(`« ${verb} » n’est pas compris : écrivez cle remplacer.`)
    await replaceSecret(store, secretMark)
    say('La clé secrète de cette machine est maintenant celle de l’installation. Redémarrez Vigie, partout.')
  },
}
