/** What a spreadsheet set in French knows a CSV in UTF-8 by, before its first line. */
export const byteOrderMark = '\uFEFF'

/** One line for such a spreadsheet, without its end. */
export function csvLine(cells: readonly string[]): string {
  return cells.map(cell).join(';')
}

/** Quoted when needed; a value that a spreadsheet would take for a formula is disarmed by an apostrophe. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
