import { isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'

/**
 * Where a request comes from: the connection's other end or, behind a proxy that is trusted, the client whom it names.
 * Some proxies write a port behind it. What is no address is one and the same: nobody gets a count of his own by it.
 */
export function clientAddress(request: Pick<FastifyRequest, 'ip'>): string {
  const written = request.ip
  if (isIP(written) !== 0) return written
  const [, bare = ''] = /^\[?([\da-fA-F:.]{2,45}?)\]?:\d{1,5}$/.exec(written) ?? []
  return isIP(bare) === 0 ? 'unknown' : bare
}
