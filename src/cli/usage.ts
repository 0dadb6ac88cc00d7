/** What `lectern help` prints: all of it, or the part of one command. */

const parts: Readonly<Record<string, string>> = {
  import: `  import FILE [--json | --text | --spoken]    add a file; its facts, its text, or what would be said, an utterance a line
              [--page] [--password WORD]      --page: all of an HTML page, not only its article
              [--skip WHAT=ACTION | --everything]  with --spoken: what is read, skipped or announced
              [--gist 30 | --gist 3min | --mode headings]  and how much`,
  read: `  read FILE [--out X.opus | X.mp3 | X.wav | X.epub] [--srt X.srt] [--vtt X.vtt] [--timings X.json]
            [--chapters DIR [--format opus | mp3 | wav]]
                                              speak it into a file, or a file for each chapter; else play it
            [--voice ID] [--speed 0.25-4] [--pauses normal|scan|study] [--chapter N | TITLE] [--json]
            [--skip WHAT=ACTION | --everything] [--gist 30 | --gist 3min | --mode headings]
            [--page] [--password WORD]        stopped with Ctrl+C, the same command goes on where it was`,
  transcribe: `  transcribe FILE [--json] [--recogniser ID] [--language en] [--models DIR] [--hot-words FILE] [--alternatives N]
                                              what is said in a recording: WAV, FLAC, MP3, Ogg or WebM Opus
  transcribe --batch LIST                     a file a line, a JSON line out for each, which names its file; - reads
                                              standard input`,
  command: `  command (--text "…" | FILE) [--language en|de|fr] [--json] [--models DIR]
                                              which command that is, typed or spoken
  command --batch LIST                        a text or a file a line, a JSON line out for each; - reads standard input;
                                              with --text, all lines are texts`,
  chat: `  chat [--model ID] [--models DIR] [--system "…"] [--tools FILE] [--seed N] [--temperature 0-2]
       [--max-tokens N] [--json]              talk with an installed language model, a line a turn from standard input;
                                              after a call of a tool, a line is its result`,
  voices: `  voices [--json]                             the voices there are`,
  library: `  library [--json]                            the documents there are`,
  models: `  models [list] [--json]                      the models that can be installed, and what suits this machine
  models install ID [--yes] [--from PATH] [--mirror URL] [--proxy URL|direct] [--json]
                                              fetch, check and install one, or take it from a folder or archive; shows its
                                              licence and asks first; stopped with Ctrl+C, the same command goes on
  models remove ID | verify [ID] [--json]     delete one; read its files again`,
  commands: `  commands [--json]                           what the window can be told to do: ids, keys, arguments`,
}
const head = 'Usage: lectern [--data DIR] COMMAND'
const foot = `With --json, results and errors are JSON on standard output.
Exit codes: 0 done, 1 Lectern failed, 2 wrong use, 3 the input cannot be read, 4 (command, without --json) it is nothing
that Lectern can do, 130 stopped with Ctrl+C.`

const partOf = (name: string | undefined) =>
  name !== undefined && Object.hasOwn(parts, name) ? parts[name] : undefined

/** @param name of a command; all of them where it is none */
export function usageOf(name?: string): string {
  const part = partOf(name)
  return part === undefined
    ? `${head}\n${Object.values(parts).join('\n')}\n  help [COMMAND]                              this, or a command's part of it\n${foot}`
    : `${head}\n${part}\n${foot}`
}

/** The line that says where to read on after wrong use. */
export const moreHelp = (name: string): string =>
  partOf(name) === undefined ? 'See: lectern help' : `See: lectern help ${name}`
