import { CardSchema } from '../diffusion/card.entity.ts'
import { DeliverySchema } from '../diffusion/delivery.entity.ts'
import { FollowSchema } from '../diffusion/follow.entity.ts'
import { RuleSchema } from '../diffusion/rule.entity.ts'
import { SubscriptionSchema } from '../diffusion/subscription.entity.ts'
import { DigestSchema } from '../digests/digest.entity.ts'
import { AgentSchema } from '../directory/agent.entity.ts'
import { IdentitySchema } from '../directory/identity.entity.ts'
import { StructureSchema } from '../directory/structure.entity.ts'
import { DocumentSchema } from '../documents/document.entity.ts'
import { EntrySchema } from '../events/entry.entity.ts'
import { EventSchema } from '../events/event.entity.ts'
import { PendingActSchema } from '../events/pending-act.entity.ts'
import { TokenSchema } from '../http/token.entity.ts'
import { RoomSchema } from '../rooms/room.entity.ts'
import { DialogueSchema } from './dialogue.entity.ts'

/** Every entity of the store. Tables that only SQL touches (delivery_fact, delivery_seal, anchor*, number_series, link, document_content, consigned, set_aside, kept_answer, audit, search_*, console_message) are in the migrations. */
export const tables = [
  StructureSchema,
  AgentSchema,
  IdentitySchema,
  EventSchema,
  EntrySchema,
  PendingActSchema,
  DocumentSchema,
  RoomSchema,
  CardSchema,
  FollowSchema,
  SubscriptionSchema,
  RuleSchema,
  DeliverySchema,
  DigestSchema,
  DialogueSchema,
  TokenSchema,
]
