import { code } from './worded.ts'

/** One page of a long list. */
export interface ListPage<T> {
  readonly shown: readonly T[]
  /** From 1. */
  readonly page: number
  readonly pages: number
}

/** The page that was asked for; the last there is, when it is beyond. `newest`: page 1 is the end of the list. */
export function pageOf<T>(
  all: readonly T[],
  { page, size, newest = false }: { readonly page: number; readonly size: number; readonly newest?: boolean },
): ListPage<T> {
  const { page: at, pages } = pageAmong(all.length, { page, size })
  const shown = newest
    ? all.slice(Math.max(0, all.length - at * size), all.length - (at - 1) * size)
    : all.slice((at - 1) * size, at * size)
  return { shown, page: at, pages }
}

/** Which page of a list that is not at hand this is. */
export function pageAmong(
  total: number,
  { page, size }: { readonly page: number; readonly size: number },
): Omit<ListPage<unknown>, 'shown'> {
  const pages = Math.max(1, Math.ceil(total / size))
  return { page: Math.min(Math.max(1, page), pages), pages }
}

/** Where the page stands, and how to go on: nothing that was cut is out of reach. Nothing when there is one page. */
export function pageWords(
  command: string,
  { page, pages }: Omit<ListPage<unknown>, 'shown'>,
  onward: 'La suite' | 'Plus ancien' = 'Plus ancien',
): string {
  if (pages === 1) return ''
  return `Page ${page} sur ${pages}.${page < pages ? ` ${onward} : ${code(`${command} page ${page + 1}`)}` : ''}`
}
