/** Names a question of the bot's: whom it was put to, and the message that led to it. Others only hand it back. */
export function turnId(agentId: number, messageId: string): string {
  return `${agentId}/${messageId}`
}

/** Whether this agent was asked. */
export function wasAsked(turn: string, agentId: number): boolean {
  return turn.startsWith(`${agentId}/`)
}
