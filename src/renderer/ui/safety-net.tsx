/** If drawing a view fails, says so and offers the way on, instead of leaving an empty window. */
import { Component, type ReactNode } from 'react'
import type { Lectern } from '../app/lectern.ts'

interface SafetyNetProps {
  readonly lectern: Lectern
  readonly children: ReactNode
}

export class SafetyNet extends Component<SafetyNetProps, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true }
  }

  override componentDidCatch(error: unknown): void {
    this.props.lectern.session.stop()
    this.props.lectern.log('a view could not be drawn', error)
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    const { t } = this.props.lectern.words.get()
    return (
      <main className="reading-wait">
        <h1>{t('error.internal')}</h1>
        <p role="alert">{t('view.failed')}</p>
        <button type="button" className="button button-primary" onClick={() => location.reload()}>
          {t('view.reload')}
        </button>
      </main>
    )
  }
}
