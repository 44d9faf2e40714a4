/**
 * Stands in the from-clause of a statement that is a transaction by itself: its commit does not wait for the disk. All
 * see it at once, and it outlives this process; only when PostgreSQL's own machine fails is the last half second of such
 * commits lost, and then everything that was written after them as well. For what is written anew in that case.
 */
export const soon = "(select set_config('synchronous_commit', 'off', true)) as soon"
