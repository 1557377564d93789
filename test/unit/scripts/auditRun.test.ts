import { expect, test } from 'vitest';
import { findings } from '../../../scripts/lib/auditRun.mjs';

const preferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
};
const app = {
  contentPolicy: "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; frame-src app://preview",
  windows: [{ url: 'app://couplet/index.html', preferences }],
  permissions: { camera: 'denied' },
  bridge: ['on', 'call'],
  versions: {},
};
const routes = { 'app.state': { perSecond: 50, input: { type: 'object', additionalProperties: false } } };
const packages = [{ name: 'a', path: 'node_modules/a', version: '1.0.0', licence: 'MIT', integrity: undefined }];
const lock = { packages: {} };

test('an app as it must be has nothing to mend', () => {
  expect(findings(app, routes, packages, lock)).toEqual([]);
});

test.each<[string, Parameters<typeof findings>]>([
  [
    'a window without a sandbox',
    [{ ...app, windows: [{ url: 'x', preferences: { ...preferences, sandbox: false } }] }, routes, packages, lock],
  ],
  ['no window at all', [{ ...app, windows: [] }, routes, packages, lock]],
  ['no content policy', [{ ...app, contentPolicy: null }, routes, packages, lock]],
  [
    'a content policy with a network',
    [{ ...app, contentPolicy: `${app.contentPolicy}; connect-src https:` }, routes, packages, lock],
  ],
  [
    'a content policy with inline scripts',
    [{ ...app, contentPolicy: "default-src 'none'; script-src 'unsafe-inline'" }, routes, packages, lock],
  ],
  ['a permission', [{ ...app, permissions: { camera: 'granted' } }, routes, packages, lock]],
  ['a larger bridge', [{ ...app, bridge: ['call', 'on', 'open'] }, routes, packages, lock]],
  [
    'a call that takes anything',
    [app, { ...routes, any: { perSecond: 1, input: { type: 'object' } } }, packages, lock],
  ],
  ['a package that is too old', [app, routes, packages, { packages: { 'node_modules/katex': { version: '0.16.0' } } }]],
  ['a licence that forbids it', [app, routes, packages.map(one => ({ ...one, licence: 'GPL-3.0' })), lock]],
])('%s is found', (_name, input) => {
  expect(findings(...input)).toHaveLength(1);
});
