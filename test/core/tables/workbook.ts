import { strToU8, type Zippable, zipSync } from 'fflate'

/** A cell as Excel keeps it: text, a number as it writes it, or a day that is a number with a format. */
export type Cell = string | { readonly number: string } | { readonly day: number } | null

/** The least that Excel itself opens: rows from the first, one sheet or more. */
export function workbook(rows: readonly (readonly Cell[])[], options: { sheets?: number } = {}): Uint8Array {
  return zipSync(partsOf(rows, options.sheets ?? 1))
}

export function partsOf(rows: readonly (readonly Cell[])[], sheets = 1): Zippable {
  const numbers = Array.from({ length: sheets }, (_, at) => at + 1)
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${numbers
      .map((n) => `<sheet name="Feuille ${n}" sheetId="${n}" r:id="rId${n}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${numbers
      .map(
        (n) => `<Relationship Id="rId${n}" Type="${relations}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
      )
      .join('')}<Relationship Id="rId99" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
  }
  for (const n of numbers)
    parts[`xl/worksheets/sheet${n}.xml`] =
      `<worksheet xmlns="${main}"><sheetData>${(n === 1 ? rows : []).map(rowOf).join('')}</sheetData></worksheet>`
  return Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]))
}

function rowOf(cells: readonly Cell[], at: number): string {
  return cells.every((cell) => cell === null)
    ? ''
    : `<row r="${at + 1}">${cells.map((cell, place) => cellOf(cell, address(place, at))).join('')}</row>`
}

export function address(place: number, row: number): string {
  return `${String.fromCharCode(65 + place)}${row + 1}`
}

function cellOf(cell: Cell, at: string): string {
  if (cell === null) return ''
  if (typeof cell === 'string')
    return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`
  if ('day' in cell) return `<c r="${at}" s="1"><v>${cell.day}</v></c>`
  return `<c r="${at}"><v>${cell.number}</v></c>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
