import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, prefetchParts } from './App';
import { QuickAsk } from './features/quickAsk/QuickAsk';
import { PartFailed } from './features/shell/PartFailed';
import { whenStarted } from './state/app';
import { startQuickAsk } from './state/quickAsk';
import { startPage } from './state/start';
import './styles/page.css';
import { FailureBoundary } from './ui/FailureBoundary';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no element to be mounted in.');

/** The same page serves both windows. */
const isQuickAsk = new URLSearchParams(location.search).get('view') === 'quick-ask';

const show = () =>
  createRoot(root).render(
    <StrictMode>
      <FailureBoundary fallback={() => <PartFailed isWhole onTryAgain={() => location.reload()} />}>
        {isQuickAsk ? <QuickAsk /> : <App />}
      </FailureBoundary>
    </StrictMode>,
  );
const warm = async () => (await import('./ui/markdown/markdownWarmup')).warmMarkdown(whenIdle);
const whenIdle = () => new Promise<void>(resolve => requestIdleCallback(() => resolve(), { timeout: 10_000 }));

if (isQuickAsk) {
  show();
  void startQuickAsk();
} else {
  // Nothing is drawn before there is something to see: the first picture is the whole window.
  whenStarted(show);
  void startPage().then(whenIdle).then(prefetchParts);
  // Whoever writes a prompt will see an answer soon. Before that, grammars would only take memory and processor time from the start.
  addEventListener('input', () => void whenIdle().then(warm), { once: true, capture: true });
}
