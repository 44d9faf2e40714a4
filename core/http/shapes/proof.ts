import { z } from 'zod'
import { channelNames } from '../../diffusion/channel.ts'
import { deliveryStates } from '../../diffusion/delivery.entity.ts'
import { outcomeCodes, receptions } from '../../diffusion/outcome.ts'
import type { Proof } from '../../diffusion/prove.ts'
import { entryTypes } from '../../events/entry.entity.ts'
import { faults } from '../../proof/verify-deliveries.ts'
import { reasonSchema } from './reason.ts'

export const proofSchema = z
  .object({
    number: z.string().meta({ example: 'A-2026.12' }),
    title: z.string().meta({ example: 'Listeria monocytogenes, Brie de Meaux' }),
    extractedAt: z.iso.datetime().meta({ description: 'Quand la preuve a été établie' }),
    chain: z
      .object({
        ok: z.boolean().meta({ description: 'Le fil de suivi est entier : rien n’y a été changé ni retiré' }),
        entries: z.int(),
        brokenAt: z.int().optional().meta({ description: 'Rang de la première ligne altérée' }),
        altered: z.enum(['record', 'documents']).optional().meta({
          description:
            'record : le dossier n’est plus tel que sa dernière ligne l’a laissé ; documents : des documents ont été ajoutés, changés ou retirés',
        }),
      })
      .meta({ description: 'Vérification du chaînage du fil de suivi' }),
    deliveries: z
      .object({
        ok: z.boolean().meta({ description: 'Aucune remise n’a été changée, ajoutée ni retirée après coup' }),
        deliveries: z.int(),
        broken: z
          .array(
            z.object({
              kind: z.enum(faults).meta({
                description:
                  'deleted : retirée ; changed : ce qui en est dit n’est pas ce qui a été noté ; unknown : ajoutée ; chain : un lot de remises a été modifié',
              }),
              of: z.string().meta({ description: 'Identifiant de la remise, ou rang du lot' }),
            }),
          )
          .meta({ description: 'Ce qui ne tient pas' }),
      })
      .meta({ description: 'Vérification de ce que sont devenus les avis' }),
    lines: z.array(
      z.object({
        name: z.string(),
        structure: z.string(),
        room: z.boolean().meta({ description: 'Remis dans le salon de la structure' }),
        channel: z.enum(channelNames),
        address: z
          .string()
          .nullable()
          .meta({ description: 'La vôtre ou celle de votre structure ; null pour celle d’un autre' }),
        entryRank: z.int(),
        entryType: z.enum(entryTypes),
        version: z.int().nullable().meta({ description: 'Version de l’évènement qui a été annoncée' }),
        at: z.iso
          .datetime()
          .meta({ description: 'Quand elle s’est terminée ; en attente : quand elle est prévue' }),
        state: z.enum(deliveryStates),
        outcome: z.enum(outcomeCodes).nullable().meta({ description: 'Pourquoi elle n’a pas été faite' }),
        detail: z.string().nullable().meta({
          description: 'Ce qu’a dit le canal ou la dernière erreur ; null pour celle d’un autre',
        }),
        reception: z.enum(receptions).nullable().meta({
          description:
            'Ce qu’on sait d’une remise faite : attend son lecteur, montrée à l’écran, lue, accusée. null : non faite',
        }),
        shownAt: z.iso.datetime().nullable().meta({ description: 'Quand un écran l’a montrée' }),
        receipt: z
          .string()
          .nullable()
          .meta({ description: 'Nom donné par le canal, Message-ID d’un courriel' }),
        readAt: z.iso.datetime().nullable().meta({
          description: 'Quand il a été lu, si le canal le dit ; dans un salon, par le premier lecteur',
        }),
        acknowledgedAt: z.iso
          .datetime()
          .nullable()
          .meta({ description: 'Quand le destinataire en a accusé réception' }),
        reasons: z.array(reasonSchema),
        own: z.boolean().meta({ description: 'À vous, ou à votre structure' }),
        digest: z.boolean().meta({ description: 'Remis dans un récapitulatif' }),
      }),
    ),
  })
  .meta({ id: 'Proof', description: 'Qui a été averti de quoi, quand, par quel canal et avec quel résultat' })

export function describeProof(proof: Proof): z.infer<typeof proofSchema> {
  return {
    number: proof.number,
    title: proof.title,
    extractedAt: proof.extractedAt,
    chain: { ...proof.chain },
    deliveries: {
      ok: proof.deliveries.ok,
      deliveries: proof.deliveries.deliveries,
      broken: [...proof.deliveries.broken],
    },
    lines: proof.lines.map((line) => ({ ...line, reasons: [...line.reasons] })),
  }
}
