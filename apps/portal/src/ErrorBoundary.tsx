import { Component, type ReactNode } from 'react';
import { say } from './words/say.js';

/** The last net: a mistake of ours never leaves an empty page. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <main className="page">
        <p role="alert">{say('page.fault')}</p>
        <button type="button" className="button" data-kind="primary" onClick={() => window.location.reload()}>
          {say('page.reload')}
        </button>
        <p className="quiet">{say('link.else')}</p>
      </main>
    );
  }
}
