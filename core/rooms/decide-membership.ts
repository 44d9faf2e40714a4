/** What the provider says of a room. Addresses at the provider. */
export interface Seen {
  readonly joined: readonly string[]
  /** Invited, not answered yet. */
  readonly invited: readonly string[]
  /** Who left by himself, and when (ISO 8601): not who was removed. */
  readonly left: readonly { readonly address: string; readonly at: string }[]
  /** Vigie's own address. */
  readonly bot: string
}

/** Who has a reason to be in the room, and since when (ISO 8601). */
export interface Wanted {
  readonly address: string
  readonly since: string
}

export interface Membership {
  readonly invite: readonly string[]
  readonly remove: readonly string[]
}

/**
 * Who is to be invited and who removed. Who left by himself is asked again only for a reason that came after;
 * who has the right may stay, whoever invited him; who has not, or is not known, may not.
 * @param mayStay whether somebody at this address is a linked agent who may see the event
 */
export function decideMembership(
  wanted: readonly Wanted[],
  { joined, invited, left, bot }: Seen,
  mayStay: (address: string) => boolean,
): Membership {
  const present = new Set([...joined, ...invited])
  const leftAt = new Map(left.map(({ address, at }) => [address, Temporal.Instant.from(at)]))
  const isNews = ({ address, since }: Wanted) => {
    const gone = leftAt.get(address)
    return gone === undefined || Temporal.Instant.compare(Temporal.Instant.from(since), gone) > 0
  }
  const invite = wanted.filter(
    (one) => one.address !== bot && !present.has(one.address) && mayStay(one.address) && isNews(one),
  )
  return {
    invite: [...new Set(invite.map(({ address }) => address))],
    remove: [...present].filter((address) => address !== bot && !mayStay(address)),
  }
}
