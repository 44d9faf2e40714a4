/** The lease is another's, or nobody's: nothing may be written any more, and the process must let go of the device. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'

  constructor(leaseName: string) {
    super(
      `Le bail « ${leaseName} » est perdu : un autre processus a pu prendre le compte. Plus rien n’est écrit ici ; ce processus lâche le compte.`,
    )
  }
}

/** The configured key is malformed, or is not the one that sealed the rows. */
export class StoreKeyError extends Error {
  override readonly name = 'StoreKeyError'
}

/** A row, or a backup, is not what was written. */
export class StoreDamaged extends Error {
  override readonly name = 'StoreDamaged'
}

/** The store is in use, is another account's, or cannot do what was asked. */
export class StoreRefused extends Error {
  override readonly name = 'StoreRefused'
}

export function wrongKey(): StoreKeyError {
  return new StoreKeyError(
    'MATRIX_STORE_KEY n’est pas la clé qui a scellé l’appareil Tchap de cette base. Remettez la clé d’origine. Si elle est perdue, l’appareil l’est aussi : suivez « When keys are lost » dans adapters/matrix/operate.md.',
  )
}
