import { resolve } from 'node:path'
import { clearScreenDown, createInterface, cursorTo, type Interface, moveCursor } from 'node:readline'
import { parseArgs } from 'node:util'
import { ConfigError, readConfig } from '../config.ts'
import { outliveReader } from '../outlive-reader.ts'
import { writePrivately } from '../places.ts'
import { ConsoleClient } from './client.ts'
import { openHistory } from './history.ts'
import { bracketedPaste, guardPaste } from './paste.ts'
import { dim, renderMarkdown, style } from './screen.ts'
import {
  back,
  choicesLine,
  droppedLines,
  heldLines,
  lost,
  notRunning,
  refusalSentence,
  unanswered,
  usage,
  welcomed,
  whoSpeaks,
} from './sentences.ts'

/** `npm run chat`: a terminal in which an agent speaks with Vigie. */
function main(): void {
  const { as, socket, help } = readArguments()
  if (help) {
    console.log(usage)
    return
  }
  if (as === undefined) {
    fail(whoSpeaks)
    return
  }
  const path = resolve(socket ?? readConfig().consoleSocket)
  const onTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true
  const history = openHistory(path)
  const prompt = `${style('cyan', 'vigie', onTerminal)} > `
  const screen = createInterface({
    input: process.stdin,
    output: process.stdout,
    terminal: onTerminal,
    prompt: onTerminal ? prompt : '',
    history: history.lines,
    historySize: 500,
    removeHistoryDuplicates: true,
  })
  const print = printer(screen, onTerminal)
  let inputEnded = false

  const client = new ConsoleClient(path, as, {
    welcome: (name, structure, seat) => {
      if (onTerminal) print(welcomed(name, structure, seat))
    },
    answer: (text, choices) =>
      print(
        [renderMarkdown(text, onTerminal), choices.length === 0 ? '' : dim(choicesLine(choices), onTerminal)]
          .filter((line) => line !== '')
          .join('\n'),
      ),
    notice: (text) => {
      const shown = `${style('yellow', '●', onTerminal)} ${renderMarkdown(text, onTerminal)}`
      return onTerminal ? Promise.resolve(print(shown)) : printed(shown)
    },
    refused: (why) => print(refusalSentence(why, as)),
    lost: () => {
      if (onTerminal) return print(dim(lost, onTerminal))
      // A script cannot look whether its command was done: it is told so, and stops.
      fail(notRunning(path))
      client.end()
    },
    back: () => print(dim(back, onTerminal)),
    unanswered: (text) => print(unanswered(text)),
    idle: () => {
      if (inputEnded) client.end()
    },
    ended: (why) => {
      screen.close()
      if (why === 'not-running') fail(notRunning(path))
      if (why === 'unknown-agent') fail(refusalSentence(why, as))
    },
  })

  outliveReader(() => client.end())
  const paste = guardPaste(process.stdin, screen, {
    say: (text) => (text.trim() === '' ? screen.prompt() : client.say(text)),
    held: (lines) => print(dim(heldLines(lines), onTerminal)),
  })
  screen.on('line', (line) => {
    if (onTerminal) paste.line(line)
    else if (line.trim() !== '') client.say(line)
  })
  screen.on('history', (lines) => history.save(lines))
  // Ctrl-D, or the end of a file: what was said is still answered.
  screen.on('close', () => {
    inputEnded = true
    if (onTerminal || client.idle) client.end()
    if (onTerminal) console.log(bracketedPaste.off)
  })
  screen.on('SIGINT', () => {
    if (paste.drop()) print(dim(droppedLines, onTerminal))
    else client.end()
  })
  if (onTerminal) process.stdout.write(bracketedPaste.on)
  client.start()
}

/** Writes above the line being typed, and puts that line back. */
function printer(screen: Interface, onTerminal: boolean): (text: string) => void {
  return (text) => {
    if (!onTerminal) return console.log(text)
    moveCursor(process.stdout, 0, -screen.getCursorPos().rows)
    cursorTo(process.stdout, 0)
    clearScreenDown(process.stdout)
    console.log(`${text}\n`)
    screen.prompt(true)
  }
}

/** Told to the server as shown only once it has gone through: into a pipe that is closed it is not, and comes again. */
function printed(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(`${text}\n`, (error) => (error ? reject(error) : resolve()))
  })
}

function readArguments(): { as?: string; socket?: string; help: boolean } {
  const { values } = parseArgs({
    options: {
      as: { type: 'string' },
      socket: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  return { ...values, help: values.help }
}

function fail(sentence: string): void {
  console.error(sentence)
  process.exitCode = 1
}

try {
  writePrivately()
  main()
} catch (error) {
  const expected = error instanceof ConfigError || (error instanceof TypeError && 'code' in error)
  if (!expected) throw error
  fail(`${error instanceof Error ? error.message : ''}\n${usage}`)
}
