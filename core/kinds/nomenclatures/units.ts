import type { Choice } from '../kind.ts'

/** What a quantification is written in; the usual ones first. The sign is its own code, except °C, µ and ‰ (ASCII). */
const signs = `mg/kg µg/kg UFC/g /10g /25g NPP/100g
cm mm °C pH Aw g mg mg/g mgeq/g µg/g ng/g g/100g mg/100g g/kg ng/kg pg/kg /1g /100g /kg UFC UFC/10g UFC/25g UFC/mL
mL mmol/L µL/L mL/100mL /mL /100mL /250mL µL/kg mmol/kg mL/10g mL/100g µL/g g/mL g/L mg/L µg/L g/100mL mg/100mL
%/25g %/100g % ‰ bq/kg autre`

export const units: readonly Choice[] = signs.split(/\s/).map((sign) => ({
  code: sign.replace('µ', 'u').replace('°', 'deg').replace('‰', 'per-mille'),
  label: sign,
}))
