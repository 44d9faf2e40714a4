/** La Poste: its establishments have numbers that only add up to a multiple of five. */
const laPoste = '356000000'

/** True for 14 digits with a right check digit, or an establishment of La Poste; no company has nothing but zeros. */
export function isSiret(siret: string): boolean {
  if (!/^\d{14}$/.test(siret) || siret.startsWith('000000000')) return false
  if (siret.startsWith(laPoste) && [...siret].reduce((sum, digit) => sum + Number(digit), 0) % 5 === 0)
    return true
  return isLuhn(siret)
}

export function isSiren(siren: string): boolean {
  return /^\d{9}$/.test(siren) && siren !== '000000000' && isLuhn(siren)
}

/** What people put between the digits of a number, taken out. */
export function withoutSeparators(written: string): string {
  return written.replace(/[\s.\-‐‑–/·_'’]/g, '')
}

export function sirenOf(siret: string): string {
  return siret.slice(0, 9)
}

/** `123 456 789 00012`, with no-break spaces. */
export function formatSiret(siret: string): string {
  return siret.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1\u00A0$2\u00A0$3\u00A0$4')
}

/** `123 456 789`, with no-break spaces. */
export function formatSiren(siren: string): string {
  return siren.replace(/^(\d{3})(\d{3})(\d{3})$/, '$1\u00A0$2\u00A0$3')
}

/** The last digit is the check: every second one before it counts double. */
function isLuhn(number: string): boolean {
  const digits = [...number].map(Number).reverse()
  const sum = digits.reduce((total, digit, index) => total + (index % 2 === 1 ? luhnDouble(digit) : digit), 0)
  return sum % 10 === 0
}

function luhnDouble(digit: number): number {
  return digit < 5 ? digit * 2 : digit * 2 - 9
}
