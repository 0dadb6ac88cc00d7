/**
 * How the page is built, for both shells: `vite build --config build/vite.renderer.ts` for loopback, and as the
 * renderer part of electron.vite.config.ts.
 *
 * The page's policy allows no inline script and no data: or blob: module, so nothing is inlined: worklets, wasm and
 * images stay files of their own.
 */
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type UserConfig } from 'vite'

/** @param root the project's folder; electron-vite bundles this file, after which its own folder is not known any more */
export const rendererConfig = (root: string): UserConfig => ({
  root: join(root, 'src', 'renderer'),
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: join(root, 'out', 'renderer'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false }, // the polyfill is an inline script
    target: 'chrome130',
    sourcemap: false,
  },
})

export default defineConfig(rendererConfig(join(import.meta.dirname, '..')))
