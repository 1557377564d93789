import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { QuickAsk } from './features/quickAsk/QuickAsk';
import { startQuickAsk } from './state/quickAsk';
import { startPage } from './state/start';
import './styles/page.css';
import { warmMarkdown } from './ui/markdown/markdownWarmup';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no element to be mounted in.');

/** The same page serves both windows. */
const isQuickAsk = new URLSearchParams(location.search).get('view') === 'quick-ask';

createRoot(root).render(<StrictMode>{isQuickAsk ? <QuickAsk /> : <App />}</StrictMode>);
const whenIdle = () => new Promise<void>(resolve => requestIdleCallback(() => resolve(), { timeout: 10_000 }));

if (isQuickAsk) void startQuickAsk();
else {
  void startPage()
    .then(whenIdle)
    .then(() => warmMarkdown(whenIdle));
}
