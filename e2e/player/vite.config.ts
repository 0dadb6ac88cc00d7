/** The least that Vite must be told for the player's worklet; see src/renderer/audio/player.ts. */
import { defineConfig } from 'vite'
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  worker: { format: 'es' },
  build: { outDir: '../../out/e2e-player', emptyOutDir: true, assetsInlineLimit: 0 },
})
