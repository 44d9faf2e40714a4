import type { Stage, Story } from './stage.ts'
import { correctInChat } from './steps/correct.ts'
import { killWorker } from './steps/crash.ts'
import { sendDigests } from './steps/digest.ts'
import { importPeople } from './steps/directory.ts'
import { showNotices } from './steps/notices.ts'
import { openInChat } from './steps/open.ts'
import { loadPast } from './steps/past.ts'
import { printProof } from './steps/proof.ts'
import { searchInChat } from './steps/search.ts'

export interface Step {
  readonly title: string
  play(stage: Stage, story: Story): Promise<void>
}

/** The story, in order. */
export const steps: readonly Step[] = [
  { title: 'L’annuaire est importé', play: importPeople },
  { title: 'Deux mille évènements passés sont chargés', play: loadPast },
  { title: 'Une agente ouvre un évènement en un message', play: openInChat },
  { title: 'Les avis partent aussitôt', play: showNotices },
  { title: 'Elle fait le point, puis corrige un lot', play: correctInChat },
  { title: 'Un autre agent retrouve l’évènement', play: searchInChat },
  { title: 'Le jour ouvré suivant, à 8 h, le récapitulatif part', play: sendDigests },
  { title: 'Un processus est tué au milieu d’une diffusion', play: killWorker },
  { title: 'La preuve de diffusion', play: printProof },
]
