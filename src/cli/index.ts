/** Entry of `lectern …`: the same app core without a window. */
import { defaultDataFolder, userPath } from '../app/data-folder.ts'
import { start } from '../app/start.ts'
import { app as contract } from '../contract/app.ts'
import { connect } from '../rpc/client.ts'
import { wirePair } from '../rpc/wires.ts'
import { chatCommand, chatCommandRequest } from './chat.ts'
import { commandCommand, commandRequest } from './command.ts'
import { engineThread } from './engine-thread.ts'
import { importCommand, type Invocation, libraryCommand, voicesCommand } from './commands.ts'
import { withHearing } from './hearing-app.ts'
import { modelsCommand } from './models.ts'
import { print, showFailure, UsageError } from './output.ts'
import { readCommand } from './read.ts'
import { commandsCommand } from './registry.ts'
import { transcribeCommand, transcribeRequest } from './transcribe.ts'
import { moreHelp, usageOf } from './usage.ts'

const commands: Record<string, (invocation: Invocation) => Promise<number | void>> = {
  import: importCommand,
  read: readCommand,
  voices: voicesCommand,
  library: libraryCommand,
  models: modelsCommand,
}

/** Commands that touch no library. What is asked for is looked at before anything is started. */
const listeners: Record<string, (args: readonly string[], data: string) => Promise<number | void>> = {
  transcribe: (args, data) => {
    const request = transcribeRequest(args)
    const signal = stopSignal()
    return withHearing(data, request.models, (client) => transcribeCommand(client, request, signal))
  },
  chat: (args, data) => {
    const request = chatCommandRequest(args)
    return chatCommand(data, request, stopSignal())
  },
  command: (args, data) => {
    const request = commandRequest(args)
    const signal = stopSignal()
    return withHearing(data, request.models, (client) => commandCommand(client, request, signal))
  },
}

/** Takes `--data DIR` out of the arguments, wherever it stands. */
function takeData(args: string[]): string | undefined {
  const at = args.findIndex((arg) => arg === '--data' || arg.startsWith('--data='))
  if (at < 0) return undefined
  const [first = ''] = args.splice(at, 1)
  const value = first.startsWith('--data=') ? first.slice('--data='.length) : args.splice(at, 1)[0]
  if (!value) throw new UsageError('--data needs a folder.')
  return userPath(value)
}

/** A terminal's Ctrl+C reaches us twice, from it and from npm; only a later one means "at once". */
const patienceMs = 1_000

function stopSignal(): AbortSignal {
  const abort = new AbortController()
  let first = 0
  const stop = () => {
    if (first === 0) abort.abort()
    else if (Date.now() - first > patienceMs) process.exit(130)
    first ||= Date.now()
  }
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop)
  return abort.signal
}

async function main(): Promise<number> {
  const args = process.argv.slice(2)
  const json = args.includes('--json')
  let named = ''
  // A pipe that is closed early: `print` hears of it where it matters.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  try {
    const data = takeData(args)
    const [name = '', ...rest] = args
    named = name
    if (name === 'help' || args.includes('--help') || args.includes('-h')) {
      await print(`${usageOf(name === 'help' ? rest[0] : name)}\n`)
      return 0
    }
    if (name === '' || name === '--json') throw new UsageError('Name a command.')
    if (name === 'commands') {
      await commandsCommand(rest)
      return 0
    }
    const listening = Object.hasOwn(listeners, name) ? listeners[name] : undefined
    const folder = data ?? defaultDataFolder(process.env, process.platform)
    if (listening) {
      return (await listening(rest, folder)) ?? 0
    }
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (!command) throw new UsageError(`There is no command “${name}”.`)
    const signal = stopSignal()
    const app = start({
      folder,
      shell: 'cli',
      engine: { spawn: engineThread },
      locale: Intl.DateTimeFormat().resolvedOptions().locale,
    })
    try {
      const [near, far] = wirePair()
      app.attach(far)
      const client = connect(contract, near)
      return (await command({ client, args: rest, signal })) ?? 0
    } finally {
      await app.close()
    }
  } catch (error) {
    return await showFailure(error, json, moreHelp(named))
  }
}

process.exitCode = await main()
