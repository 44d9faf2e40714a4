import type { DocumentProblem } from '../refusal.ts'

/** What double-clicking would run. */
const programs =
  /\.(exe|bat|cmd|com|scr|pif|cpl|msi|msp|mst|msix|appx|js|jse|mjs|py|pyw|pyz|vbs|vbe|wsf|wsh|wsc|sct|hta|ps1|psm1|ps1xml|sh|jar|jnlp|lnk|reg|rdp|url|scf|dll|sys|ocx|app|dmg|pkg|deb|rpm|apk|msc|inf|gadget|application|appref-ms|library-ms|search-ms|settingcontent-ms|diagcab|xll|vsto)$/iu
/** What may run something once it is opened: macros, pages, images of a disk that hide where a file comes from. */
const active =
  /\.(docm|dotm|xlsm|xltm|xlam|xla|xlm|wll|ppa|pptm|potm|ppam|ppsm|sldm|accdb|accde|mdb|mde|slk|iqy|chm|hlp|one|html?|xht|xhtml|shtml|mht|mhtml|svg|svgz|swf|iso|img|udf|wim|vhdx?|vmdk)$/iu
/** Archives that are not looked into here. */
const closedArchives = /\.(7z|rar|ace|arj|cab|gz|tgz|bz2|xz|zst|tar|lzh|z)$/iu
/** Files that are zip archives: these are looked into. */
const zips = /\.(zip|docx|dotx|xlsx|xltx|xlsb|pptx|potx|ppsx|od[tspg]|epub)$/iu
/** Office documents of the former format; what bears the name of one may be a zip archive, and opens as that. */
const oldOffice = /\.(doc|dot|xls|xlt|ppt|pot|pps)$/iu
/** Parts of an office document that hold its macros. */
const macros = /(^|\/)vbaProject\.bin$|^(Basic|Scripts)\//iu

const longest = 300

/** What is wrong with a file of this name, whatever it holds. Windows passes over dots and blanks at the end of a name. */
export function nameProblem(given: string): DocumentProblem | undefined {
  const name = given
    .slice(-longest)
    // A stream of a file of Windows is opened as the file.
    .replace(/:{1,2}\$?\w{0,20}$/u, '')
    .replace(/(?<![\s.])[\s.]+$/u, '')
  if (programs.test(name)) return 'executable'
  if (active.test(name) || macros.test(name)) return 'active'
  return closedArchives.test(name) ? 'closed-archive' : undefined
}

export function isOldOfficeName(name: string): boolean {
  return oldOffice.test(name.slice(-longest))
}

export function isZipName(name: string): boolean {
  return zips.test(name.slice(-longest))
}
