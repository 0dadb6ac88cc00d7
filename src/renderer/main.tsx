/** Entry of the page. */
import './no-eval.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { LecternProvider } from './app/context.tsx'
import { createLectern } from './app/lectern.ts'
import { SafetyNet } from './ui/safety-net.tsx'
import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/dialogs.css'
import './styles/library.css'
import './styles/text.css'
import './styles/comfort.css'
import './styles/highlights.css'
import './styles/panels.css'
import './styles/reading.css'
import './styles/player.css'
import './styles/mode-bar.css'
import './styles/export.css'
import './styles/hearing.css'
import './styles/dictation.css'
import './styles/packs.css'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
const lectern = createLectern()
createRoot(root).render(
  <StrictMode>
    <LecternProvider value={lectern}>
      <SafetyNet lectern={lectern}>
        <App />
      </SafetyNet>
    </LecternProvider>
  </StrictMode>,
)
