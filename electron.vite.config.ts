/** The desktop build: main with its two child entries, preload, and the page as build/vite.renderer.ts has it. */
import { join } from 'node:path'
import { defineConfig } from 'electron-vite'
import { rendererConfig } from './build/vite.renderer.ts'

const source = join(import.meta.dirname, 'src')

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      rollupOptions: {
        input: {
          index: join(source, 'main', 'index.ts'),
          host: join(source, 'inference', 'host.ts'),
          importer: join(source, 'importers', 'worker.ts'),
          unpack: join(source, 'app', 'packs', 'unpack-worker.ts'),
          grammar: join(source, 'inference', 'grammar', 'worker.ts'),
          pocketsphinx: join(source, 'inference', 'pocketsphinx', 'worker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload is CommonJS.
      rollupOptions: {
        input: { index: join(source, 'preload', 'index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: rendererConfig(import.meta.dirname),
})
