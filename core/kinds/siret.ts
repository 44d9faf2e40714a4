/** La Poste: its establishments have numbers that only add up to a multiple of five. */
const laPoste = '356000000'

/** True for 14 digits with a right check digit, or an establishment of La Poste. */
export function isSiret(siret: string): boolean {
  if (!/^\d{14}$/.test(siret)) return false
  const digits = [...siret].map(Number)
  if (siret.startsWith(laPoste) && digits.reduce((sum, digit) => sum + digit, 0) % 5 === 0) return true
  const sum = digits.reduce((total, digit, index) => total + (index % 2 === 0 ? luhnDouble(digit) : digit), 0)
  return sum % 10 === 0
}

export function sirenOf(siret: string): string {
  return siret.slice(0, 9)
}

/** `123 456 789 00012`, with no-break spaces. */
export function formatSiret(siret: string): string {
  return siret.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1\u00A0$2\u00A0$3\u00A0$4')
}

function luhnDouble(digit: number): number {
  return digit < 5 ? digit * 2 : digit * 2 - 9
}
