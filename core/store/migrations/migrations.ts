import { ChatRooms } from './chat-rooms.ts'
import { First } from './first.ts'

/** In the order in which they run. Never edit one that has been released: add another. */
export const migrations = [
  { name: '0001-first', class: First },
  { name: '0002-chat-rooms', class: ChatRooms },
]
