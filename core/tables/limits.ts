/** Rows of a table, its header included: several times what the largest national directory has. */
export const mostRows = 200_000

/** Cells of a table that hold something, or stand between some that do. */
export const mostCells = 2_000_000

const number = (value: number) => value.toLocaleString('fr-FR')

/** What is wrong with a table beyond that, and what to do. */
export const tooLong = `il a plus de ${number(mostRows)} lignes\u00A0: supprimer celles qui sont vides, ou le partager`
export const tooWide = `il a plus de ${number(mostCells)} cellules\u00A0: supprimer les lignes et les colonnes vides, ou le partager`
