import type { Reply } from './command.ts'

/**
 * What `suite` goes on with after a page of a list; a list that is shown whole leaves the search that was going on.
 * @param sentence what shows the list
 */
export function nextPage(
  sentence: string,
  { total, size, page }: { readonly total: number; readonly size: number; readonly page: number },
): Pick<Reply, 'page'> {
  if (page * size < total) return { page: { sentence: `${sentence} page ${page + 1}` } }
  return page > 1 ? { page: null } : {}
}
