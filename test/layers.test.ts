import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const top = resolve(import.meta.dirname, '..')

/** Which folders a folder's files may import, itself included: architecture in one table. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: ['core'],
  search: ['search', 'core'],
  templates: ['templates'],
  bot: ['bot', 'core', 'search', 'templates'],
  adapters: ['adapters', 'core', 'search', 'templates', 'bot'],
  test: ['test', 'adapters', 'core', 'search', 'templates', 'bot'],
}

interface Import {
  readonly from: string
  readonly to: string
  readonly typeOnly: boolean
}

const files = Object.keys(mayImport).flatMap((folder) => filesUnder(join(top, folder)))
const imports = files.flatMap(importsOf)

describe('the layers', () => {
  it('are imported inwards only', () => {
    const wrong = imports.filter(({ from, to, typeOnly }) => {
      const source = folderOf(from)
      const target = folderOf(to)
      if (source === 'templates' && target === 'core') return !typeOnly
      return !(mayImport[source] ?? []).includes(target)
    })
    expect(wrong.map(show)).toEqual([])
  })

  it('keep an adapter from importing another adapter', () => {
    const wrong = imports.filter(({ from, to }) => {
      const source = adapterOf(from)
      const target = adapterOf(to)
      const composes = source === undefined || ['cli', 'demo'].includes(source)
      return !composes && target !== undefined && source !== target
    })
    expect(wrong.map(show)).toEqual([])
  })

  it('keep verbs from importing HTTP, and anything but core/store from opening the ORM', () => {
    const http = imports.filter(
      ({ from, to }) =>
        from.startsWith('core/') &&
        !from.startsWith('core/http/') &&
        to.startsWith('core/http/') &&
        !from.startsWith('core/store/'),
    )
    expect(http.map(show)).toEqual([])
    const orm = files.filter(
      (file) =>
        !file.startsWith('core/store/') &&
        /MikroORM\.init|new MikroORM/.test(read(file)) &&
        !file.startsWith('test/'),
    )
    expect(orm).toEqual([])
  })

  it('keep bot/grammar and bot/talk pure', () => {
    const wrong = imports.filter(({ from, to, typeOnly }) => {
      const pure = ['bot/grammar/', 'bot/talk/'].find((folder) => from.startsWith(folder))
      return (
        pure !== undefined &&
        !typeOnly &&
        !['bot/grammar/', 'bot/talk/', 'core/query/'].some((folder) => to.startsWith(folder))
      )
    })
    expect(wrong.map(show)).toEqual([])
  })

  it('have no import cycle', () => {
    expect(cycles()).toEqual([])
  })
})

describe('every file', () => {
  it('has at most 300 lines', () => {
    expect(files.filter((file) => read(file).split('\n').length > 301)).toEqual([])
  })

  it('has no enum, no default export, no any, no non-null assertion and no cast outside the named helper', () => {
    const code = files.filter((file) => !file.startsWith('test/'))
    expect(code.filter((file) => /^\s*(export )?(const )?enum /m.test(read(file)))).toEqual([])
    expect(code.filter((file) => /^export default/m.test(read(file)))).toEqual([])
    expect(
      code.filter((file) =>
        /(:|<|\bas) any\b|as unknown as|@ts-(ignore|expect-error)|biome-ignore/.test(read(file)),
      ),
    ).toEqual([])
  })

  it('reads the environment in the configuration only', () => {
    const wrong = files.filter(
      (file) => !file.startsWith('test/') && file !== 'adapters/config.ts' && /process\.env/.test(read(file)),
    )
    expect(wrong).toEqual([])
  })

  it('lives in a folder with a README of at most 20 lines', () => {
    const folders = [
      ...new Set(files.filter((file) => !file.startsWith('test/')).map((file) => dirname(file))),
    ]
    const wrong = folders.filter((folder) => {
      try {
        return read(join(folder, 'README.md')).trimEnd().split('\n').length > 20
      } catch {
        return true
      }
    })
    expect(wrong).toEqual([])
  })
})

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => relative(top, join(folder, name)))
}

function read(file: string): string {
  return readFileSync(join(top, file), 'utf8')
}

function importsOf(file: string): Import[] {
  const statements = read(file).matchAll(
    /^(?:import|export)\s+(type\s+)?[^'"]*?from\s+'([^']+)'|^import\s+'([^']+)'/gm,
  )
  return [...statements].flatMap((match) => {
    const target = match[2] ?? match[3] ?? ''
    const to = target.startsWith('#')
      ? target.slice(1)
      : target.startsWith('.')
        ? relative(top, resolve(top, dirname(file), target))
        : undefined
    return to === undefined ? [] : [{ from: file, to, typeOnly: match[1] !== undefined }]
  })
}

function folderOf(file: string): string {
  return file.split('/')[0] ?? ''
}

/** `console` for adapters/console/…; undefined for files at the top of adapters, which compose. */
function adapterOf(file: string): string | undefined {
  const [folder, adapter, rest] = file.split('/')
  return folder === 'adapters' && rest !== undefined ? adapter : undefined
}

function show({ from, to }: Import): string {
  return `${from} imports ${to}`
}

/** Groups of files that import each other by value, in Tarjan's sense; types alone do not make a knot. */
function cycles(): string[][] {
  const edges = new Map<string, string[]>()
  for (const { from, to, typeOnly } of imports)
    if (!typeOnly) edges.set(from, [...(edges.get(from) ?? []), to])
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const found: string[][] = []
  const visit = (node: string): void => {
    index.set(node, index.size)
    low.set(node, index.get(node) ?? 0)
    stack.push(node)
    for (const next of edges.get(node) ?? []) {
      if (!index.has(next)) visit(next)
      if (stack.includes(next)) low.set(node, Math.min(low.get(node) ?? 0, low.get(next) ?? 0))
    }
    if (low.get(node) !== index.get(node)) return
    const group = stack.splice(stack.indexOf(node))
    if (group.length > 1 || (edges.get(node) ?? []).includes(node)) found.push(group)
  }
  for (const file of files) if (!index.has(file)) visit(file)
  return found
}
