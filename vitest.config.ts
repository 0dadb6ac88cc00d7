import { configDefaults, defineConfig } from 'vitest/config'

const all = ['src/**/*.test.ts', 'src/**/*.test.tsx', 'build/**/*.test.ts']
/** They make whole books or start the program many times: for `npm test` only. */
const thorough = ['**/*.thorough.test.ts']
/** They have no state between tests and start nothing: these files share a process, which saves a third of their time. */
const pure = ['core', 'importers', 'rpc', 'contract', 'sound'].map((folder) => `src/${folder}/**/*.test.ts`)

const without = (...patterns: readonly string[]) => [...configDefaults.exclude, ...patterns]

export default defineConfig({
  test: {
    testTimeout: 20_000,
    maxWorkers: 2,
    projects: [
      // The long ones first: the short ones fill the gaps at the end.
      { extends: true, test: { name: 'thorough', include: thorough } },
      { extends: true, test: { name: 'other', include: all, exclude: without(...thorough, ...pure) } },
      {
        extends: true,
        test: {
          name: 'pure',
          include: pure,
          exclude: without(...thorough),
          isolate: false,
          restoreMocks: true,
        },
      },
    ],
  },
})
