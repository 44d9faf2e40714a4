/** What keeps a file or a folder from being used, by the system's codes. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'il n’existe pas',
  EACCES: 'ce compte n’en a pas le droit',
  EPERM: 'ce compte n’en a pas le droit',
  EROFS: 'ce disque ne peut être que lu',
  ENOSPC: 'il n’y a plus de place',
  EDQUOT: 'ce compte n’a plus de place',
  ENOTDIR: 'une partie de ce chemin n’est pas un dossier',
  EISDIR: 'c’est un dossier',
  EEXIST: 'autre chose s’y trouve déjà',
  ELOOP: 'ses liens tournent en rond',
  ENAMETOOLONG: 'son nom est trop long',
  EFBIG: 'il serait trop gros pour ce disque',
  EIO: 'le disque ne répond pas',
  EBUSY: 'le système s’en sert',
  ETXTBSY: 'le système s’en sert',
  EMFILE: 'trop de fichiers sont ouverts',
  ENFILE: 'trop de fichiers sont ouverts',
  ENXIO: 'ce n’est pas un fichier qui se lit',
  EXDEV: 'il est sur un autre disque',
  ENOTEMPTY: 'ce dossier n’est pas vide',
}

const choose =
  'choisissez un autre chemin avec VAR_DIR, MAILBOX_DIR ou ANCHOR_FILE, si l’une d’elles le donne'

/** The sentence for an error of the file system, whatever was being done; undefined for any other. */
export function wordFileError(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined
  const { code } = error
  const reason = reasons[code]
  const path = 'path' in error && typeof error.path === 'string' ? error.path : undefined
  if (path === undefined)
    return reason === undefined || code === 'ENOENT'
      ? undefined
      : `Vigie ne peut pas écrire : ${reason} (${code}). Libérez de la place ou corrigez les droits, puis recommencez.`
  const making = 'syscall' in error && error.syscall === 'mkdir'
  if (making && ['EEXIST', 'ENOTDIR'].includes(code))
    return `${path} n’est pas un dossier (${code}), et Vigie en veut un là. Déplacez ce qui s’y trouve, ou ${choose}.`
  if (making)
    return `Vigie ne peut pas créer le dossier ${path} : ${code === 'ENOENT' ? 'le système n’en permet pas là' : (reason ?? 'le système le refuse')} (${code}). Corrigez les droits, ou ${choose}.`
  if (code === 'ENOENT') return `Le fichier ${path} n’existe pas : vérifiez le chemin.`
  return `Vigie ne peut pas se servir de ${path} : ${reason ?? 'le système le refuse'} (${code}). Vérifiez ce chemin, ses droits et la place du disque, ou ${choose}.`
}

/** Does `work` with a file: the system does not name it when a read or a write fails, and the operator wants to know. */
export async function aboutFile<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code) in reasons && !('path' in error))
      throw Object.assign(error, { path })
    throw error
  }
}

/** What is printed goes into a file, and that one takes no more. */
export class OutputLost extends Error {
  override readonly name = 'OutputLost'

  constructor({ code }: NodeJS.ErrnoException) {
    super(
      `La sortie de la commande ne peut plus être écrite : ${reasons[code ?? ''] ?? 'le système le refuse'} (${code}). Ce qui en est écrit n’est pas entier : recommencez vers un autre fichier.`,
    )
  }
}
