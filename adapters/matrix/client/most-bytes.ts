/** Of a file that is sent or fetched. */
export const mostBytes = 25 * 1024 * 1024
