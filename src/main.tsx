import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { startPage } from './state/start';
import './styles/page.css';
import { warmMarkdown } from './ui/markdown/markdownWarmup';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no element to be mounted in.');

createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
const whenIdle = () => new Promise<void>(resolve => requestIdleCallback(() => resolve(), { timeout: 10_000 }));

void startPage()
  .then(whenIdle)
  .then(() => warmMarkdown(whenIdle));
