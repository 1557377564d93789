import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { FakeVendor, type FakeVendorOptions } from '../support/fakeVendor';
import { expect, test } from './couplet';
import { call, seedConnections } from './seed';

const goodKey = 'sk-good-0123456789';
const servers: { close: () => Promise<void> }[] = [];
test.afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function fake(options: Partial<FakeVendorOptions> = {}): Promise<FakeVendor> {
  const server = await FakeVendor.start({ style: 'kimi', keys: [goodKey], ...options });
  servers.push(server);
  return server;
}

async function openConnections(page: Page) {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('dialog', { name: 'Settings' }).waitFor();
}

const row = (page: Page, name: string) => page.getByRole('listitem', { name, exact: true });

async function chooseInMenu(page: Page, name: string, entry: string) {
  const item = page.getByRole('menuitem', { name: entry, exact: true });
  // A dialog that is still opening takes the focus once more, which closes a menu.
  await expect(async () => {
    await row(page, name)
      .getByRole('button', { name: `More for ${name}` })
      .click({ timeout: 5_000 });
    await item.click({ timeout: 5_000 });
  }).toPass();
}

async function rename(page: Page, id: string, name: string) {
  await call(page, 'connection.update', { id: id as never, name });
}

async function openConversationWith(page: Page, lanes: readonly { connectionId: string; modelId: string }[]) {
  await call(page, 'conversation.create', { lanes: lanes as never });
  await page.reload();
  await page.getByRole('textbox', { name: 'Message all lanes' }).waitFor();
}

test('all connections are tested in one go: each row says what was found, and the sum stands below', async ({
  couplet: { page },
}) => {
  const server = await fake({ balance: 12.5, modelIds: ['alpha', 'beta'] });
  const poor = await fake({ balance: 0 });
  const gone = await fake();
  const ids = await seedConnections(page, [
    { vendorId: 'deepseek', baseUrl: server.baseUrl, key: goodKey },
    { vendorId: 'custom', baseUrl: server.baseUrl, key: 'sk-wrong-0123456789' },
    { vendorId: 'deepseek', baseUrl: poor.baseUrl, key: goodKey },
    { vendorId: 'custom', baseUrl: gone.baseUrl, key: goodKey },
  ]);
  await gone.close();
  servers.splice(servers.indexOf(gone), 1);
  for (const [at, name] of ['Fine', 'Refused', 'Poor', 'Gone'].entries()) await rename(page, ids[at] ?? '', name);
  await call(page, 'connection.create', { vendorId: 'deepseek', name: 'Keyless' });

  await openConnections(page);
  await expect(row(page, 'Fine')).toContainText('Not checked yet');
  await page.getByRole('button', { name: 'Check all' }).click();
  await expect(row(page, 'Fine')).toContainText(/Works.*2 models.*ms.*\$12\.50 left/);
  await expect(row(page, 'Refused')).toContainText('Key refused, or wrong region');
  await expect(row(page, 'Refused')).toContainText('Key refused by the vendor');
  await expect(row(page, 'Poor')).toContainText(/No credit left.*\$0\.00 left/);
  await expect(row(page, 'Gone')).toContainText('Not reached');
  await expect(row(page, 'Keyless')).toContainText('No key yet');
  await expect(
    page.getByText(
      '1 fine, 1 with a refused key or the wrong region, 1 without a usable key, 1 without credit, and 1 not reached',
    ),
  ).toBeVisible();

  await row(page, 'Gone').getByRole('button', { name: 'Edit Gone' }).click();
  await expect(page.getByRole('alert')).toContainText(/refused the connection. Is the server running\?/);
  await page.getByRole('button', { name: 'Details' }).click();
});

test('a running test of all connections can be broken off', async ({ couplet: { page } }) => {
  const silent = createServer(() => undefined);
  await new Promise<void>(done => silent.listen(0, '127.0.0.1', done));
  servers.push({ close: () => closeServer(silent) });
  const baseUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/v1`;
  await seedConnections(page, [{ vendorId: 'custom', baseUrl, key: goodKey }]);
  await openConnections(page);
  await page.getByRole('button', { name: 'Check all' }).click();
  await expect(page.getByText('0 of 1 checked…')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Check all' })).toBeVisible();
  await expect(page.getByRole('listitem').first()).toContainText('Not checked yet');
});

test('a removed connection comes back with its key, and so does a removed key', async ({ couplet: { page } }) => {
  const server = await fake();
  await seedConnections(page, [{ vendorId: 'custom', baseUrl: server.baseUrl, key: goodKey }]);
  const [{ name } = { name: '' }] = (await call(page, 'app.state', {})).connections;
  await openConnections(page);
  await chooseInMenu(page, name, 'Remove connection');
  await expect(row(page, name)).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await chooseInMenu(page, name, 'Check');
  await expect(row(page, name)).toContainText('Works');

  await row(page, name)
    .getByRole('button', { name: `Edit ${name}` })
    .click();
  await page.getByRole('button', { name: 'Remove key' }).click();
  await expect(page.getByText('No key needed')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  await expect(page.getByText(/Key kept until Couplet is closed \(…6789\)/)).toBeVisible();
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(page.getByText('It works')).toBeVisible();
  expect(new Set(server.requests.map(({ authorization }) => authorization))).toEqual(new Set([`Bearer ${goodKey}`]));
});

test('a second connection to the same place has a name of its own, and the order is the user’s', async ({
  couplet: { page },
}) => {
  await seedConnections(page, []);
  await call(page, 'connection.create', { vendorId: 'deepseek' });
  await call(page, 'connection.create', { vendorId: 'moonshot', name: 'Kimi' });
  await openConnections(page);
  await chooseInMenu(page, 'DeepSeek', 'Duplicate');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('DeepSeek 2');
  await page.getByLabel('Name', { exact: true }).fill('Kimi');
  await page.getByLabel('Name', { exact: true }).press('Enter');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Kimi 2');
  await page.getByRole('button', { name: 'All connections' }).click();
  const names = async () => (await call(page, 'app.state', {})).connections.map(({ name }) => name);
  expect(await names()).toEqual(['DeepSeek', 'Kimi 2', 'Kimi']);

  await page.getByRole('button', { name: 'Move Kimi', exact: true }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByText(/Kimi (?:picked up, place|moved to place) 3 of 3\./)).toBeAttached();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByText('Kimi moved to place 2 of 3.')).toBeAttached();
  await page.keyboard.press('Space');
  await expect.poll(names).toEqual(['DeepSeek', 'Kimi', 'Kimi 2']);
});

test('a key field says what it tidied up, refuses what is no key, and is never read again', async ({
  couplet: { page, folder },
}) => {
  const server = await fake({ keys: ['sk-canary-0123456789'] });
  const [id] = await seedConnections(page, [{ vendorId: 'moonshot', baseUrl: server.baseUrl, key: goodKey }]);
  await openConnections(page);
  await page.getByRole('button', { name: /^Edit / }).click();
  const field = page.getByLabel('API key');
  await field.fill('export MOONSHOT_API_KEY="ｓk-canary-0123456789"');
  await expect(page.getByText('Tidied up: full-width letters, quotation marks, and the name before it.')).toBeVisible();
  await expect(field).toHaveAttribute('type', 'password');
  await page.getByRole('button', { name: 'Show what is typed' }).click();
  await expect(field).toHaveAttribute('type', 'text');
  for (const [text, words] of [
    ['sk-kimi-0123456789', /Kimi Code/],
    ['sk-АbC123456789xyz', /only look like Latin/],
    ['abc', /too short/],
    ['A_API_KEY=sk-one-0123456789 \n B_API_KEY=sk-two-0123456789', /no spaces in it|more than one key/],
  ] as const) {
    await field.fill(text);
    await expect(page.getByText(words)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Replace key' })).toBeDisabled();
  }
  await field.fill('Bearer sk-canary-0123456789');
  await page.getByRole('button', { name: 'Replace key' }).click();
  await expect(page.getByText('It works')).toBeVisible();
  await expect(field).toHaveValue('');
  expect(await page.content()).not.toContain('sk-canary');
  expect(JSON.stringify(await call(page, 'app.state', {}))).not.toContain('sk-canary');
  expect(filesWith(folder, 'sk-canary')).toEqual([]);
  expect(id).toBeDefined();
});

test('a pasted key tells whose it is before anybody is asked', async ({ couplet: { page } }) => {
  await page.getByRole('button', { name: 'Paste a key' }).click();
  const field = page.getByLabel('Your key');
  await field.fill('sk-or-v1-0123456789abcdef');
  await expect(page.getByText('This looks like a key of OpenRouter.')).toBeVisible();
  await field.fill('sk-0123456789abcdef');
  await expect(page.getByText('Several platforms have keys like this. Whose is it?')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Qwen (Alibaba Cloud)', exact: true })).toBeVisible();
  await field.fill('{"baseURL":"https://api.moonshot.cn/v1","apiKey":"sk-0123456789abcdef"}');
  await page.getByRole('button', { name: 'Go on with Kimi (Moonshot AI)' }).click();
  await expect(page.getByLabel('Region')).toHaveValue('china');
  await expect(page.getByText('Tidied up: the text around it.')).toBeVisible();
  await page.getByRole('button', { name: 'Another vendor' }).click();
  await page.getByRole('searchbox', { name: 'Search vendors' }).fill('文心');
  await expect(page.getByRole('button', { name: /ERNIE/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /^OpenRouter/ })).toHaveCount(0);
});

test('models are searched by several words, marked and hidden by keyboard, and picked several at once', async ({
  couplet: { page },
  openAgain,
  couplet,
}) => {
  const server = await fake({ modelIds: ['kimi-alpha', 'kimi-beta', 'qwen-alpha', '<img src=x onerror=alert(1)>'] });
  const other = await fake({ modelIds: ['kimi-alpha', 'other'] });
  const [one, two] = await seedConnections(page, [
    { vendorId: 'custom', baseUrl: server.baseUrl, key: goodKey },
    { vendorId: 'custom', baseUrl: other.baseUrl, key: goodKey },
  ]);
  await rename(page, one ?? '', 'Home');
  await rename(page, two ?? '', 'Work');
  for (const id of [one, two]) await call(page, 'connection.check', { id: id as never });
  await openConversationWith(page, [{ connectionId: one ?? '', modelId: 'qwen-alpha' }]);

  await page.getByRole('button', { name: 'Add lane' }).click();
  const search = page.getByRole('combobox', { name: /Search models/ });
  const options = page.getByRole('dialog').getByRole('option');
  await search.fill('月之暗面 work');
  await expect(options).toHaveText([/kimi-alpha/]);
  await search.fill('img');
  await expect(options.first()).toContainText('<img src=x onerror=alert(1)>');
  await expect(page.locator('img[src="x"]')).toHaveCount(0);

  await search.fill('beta kimi home');
  await page.keyboard.press('Control+d');
  await expect(page.getByText('Favourites')).toBeVisible();
  await search.fill('other');
  await expect(options.first()).toContainText('other');
  await page.keyboard.press('Control+Shift+d');
  await expect(page.getByText('1 hidden')).toBeVisible();
  await search.fill('');
  await page.keyboard.press('Home');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await expect(options.first()).toContainText(/kimi-beta.*Home/);
  await page.keyboard.press('Control+Enter');
  await search.fill('kimi-alpha work');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: 'Add 2 lanes' })).toBeEnabled();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: /kimi-beta/ })).toBeVisible();
  await expect(page.getByRole('region', { name: /kimi-alpha · Work/ })).toBeVisible();

  await couplet.quit();
  const again = await openAgain();
  await again.page.getByRole('button', { name: 'Add lane' }).click();
  await expect(again.page.getByText('Favourites')).toBeVisible();
  await expect(again.page.getByText('Used last')).toBeVisible();
  await again.page.getByRole('option', { name: /1 hidden/ }).click();
  await expect(again.page.getByRole('option', { name: /^other/ })).toBeVisible();
});

test('a list of 50,000 models is cut, told, and searched', async ({ couplet: { page } }) => {
  const server = await fake({ modelIds: Array.from({ length: 50_000 }, (_, at) => `maker/model-${at}`) });
  const [id] = await seedConnections(page, [{ vendorId: 'custom', baseUrl: server.baseUrl, key: goodKey }]);
  await openConnections(page);
  await page.getByRole('button', { name: /^Edit / }).click();
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(
    page.getByText('The vendor’s list is longer; the first 5,000 are shown.', { exact: false }),
  ).toBeVisible();
  await page.keyboard.press('Escape');
  await openConversationWith(page, [{ connectionId: id ?? '', modelId: 'maker/model-1' }]);
  await page.getByRole('button', { name: 'Add lane' }).click();
  const options = page.getByRole('dialog').getByRole('option');
  await expect(options.nth(3)).toBeVisible();
  expect(await options.count()).toBeLessThan(100);
  await page.getByRole('combobox', { name: /Search models/ }).fill('4999 maker');
  await expect(options.first()).toContainText('maker/model-4999');
  await page.getByRole('combobox', { name: /Search models/ }).fill('maker/model-49999');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: /maker\/model-49999/ })).toBeVisible();
});

test('own values for a model take the place of the tables’ and can be given up again', async ({
  couplet: { page },
}) => {
  const server = await fake({ modelIds: ['alpha'] });
  const [id] = await seedConnections(page, [{ vendorId: 'custom', baseUrl: server.baseUrl, key: goodKey }]);
  await call(page, 'connection.check', { id: id as never });
  await openConnections(page);
  await page.getByRole('button', { name: /^Edit / }).click();
  await page.getByRole('button', { name: 'Own values for alpha' }).click();
  await page.getByLabel('Context size').fill('131072');
  await page.getByLabel('Currency of the prices').selectOption('CNY');
  await page.getByLabel('Input, per million tokens (CNY)').fill('2,5');
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  await page.getByLabel('Output, per million tokens (CNY)').fill('10');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('128K context')).toBeVisible();
  await expect(page.getByText('CN¥2.50 / CN¥10.00')).toBeVisible();
  await expect(page.getByText('yours')).toBeVisible();
  await page.getByRole('button', { name: 'Own values for alpha' }).click();
  await page.getByRole('button', { name: 'Back to built-in values' }).click();
  await expect(page.getByText('128K context')).toHaveCount(0);
  expect((await call(page, 'app.state', {})).settings.modelOverrides).toEqual({});
});

test('limits are changed and put back', async ({ couplet: { page } }) => {
  await seedConnections(page, []);
  const { id } = await call(page, 'connection.create', { vendorId: 'deepseek' });
  await openConnections(page);
  await page.getByRole('button', { name: /^Edit / }).click();
  const field = page.getByLabel('Wait for a connection (seconds)');
  await field.fill('0');
  await expect(page.getByText('Enter a number from 1 to 120.')).toBeVisible();
  await field.fill('30');
  await page.getByRole('button', { name: 'Save limits' }).click();
  const saved = async () => (await call(page, 'app.state', {})).connections.find(other => other.id === id)?.limits;
  await expect.poll(async () => (await saved())?.connectTimeoutMs).toBe(30_000);
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect.poll(async () => (await saved())?.connectTimeoutMs).toBe(15_000);
  await expect(field).toHaveValue('15');
});

test('a proxy is tried before it is saved: what it refuses, that it is dead, and that it works with its password', async ({
  couplet: { page, app, folder },
}) => {
  const proxy = await startProxy('me', 'canary-word');
  await seedConnections(page, []);
  await call(page, 'secret.useSession', {});
  await agreeToAddresses(app);
  await call(page, 'connection.create', {
    vendorId: 'custom',
    baseUrl: 'http://models.example/v1',
    isPlainHttpAccepted: true,
  });
  await openConnections(page);
  await page.getByRole('tab', { name: 'Network' }).click();
  await page.getByRole('radio', { name: 'Custom' }).click();
  const address = page.getByLabel('Proxy address');
  await address.fill('ftp://proxy:21');
  await expect(page.getByText('Enter an address such as')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();

  await address.fill('http://127.0.0.1:9');
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('The proxy 127.0.0.1:9 cannot be reached. Is it running?');

  await address.fill(proxy.place);
  await page.getByLabel('User name').fill('me');
  await page.getByLabel('Proxy password').fill('wrong-word');
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText(`The proxy ${proxy.place} wants a name and a password.`);
  await expect(page.getByRole('alert')).not.toContainText('wrong-word');

  await page.getByLabel('Proxy password').fill('canary-word');
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  const reached = page.getByText(`Reaches models.example through the proxy ${proxy.place} in`);
  await expect(reached).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByLabel('Proxy password')).toHaveValue('');
  await expect(page.getByPlaceholder('Saved; type another to replace it')).toBeVisible();
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(reached).toBeVisible();
  expect(proxy.seen.at(-1)).toBe('http://models.example/');
  expect(JSON.stringify(await call(page, 'app.state', {}))).not.toContain('canary-word');
  expect(await page.content()).not.toContain('canary-word');
  expect(filesWith(folder, 'canary-word')).toEqual([]);

  await page.getByRole('button', { name: 'Forget password' }).click();
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('wants a name and a password.');
});

test('the password of a proxy is found again once the place of keys is opened after the start, and the proxy then gets it', async ({
  couplet,
  openAgain,
}) => {
  const proxy = await startProxy('me', 'canary-word');
  const connectionIn = async ({ page, app }: typeof couplet) => {
    await agreeToAddresses(app);
    const baseUrl = 'http://models.example/v1';
    await call(page, 'connection.create', { vendorId: 'custom', baseUrl, isPlainHttpAccepted: true });
  };
  await expect.poll(async () => (await call(couplet.page, 'app.state', {})).secret.state).not.toBe('starting');
  await call(couplet.page, 'secret.usePassphrase', { passphrase: 'correct horse battery' });
  await connectionIn(couplet);
  await call(couplet.page, 'settings.update', {
    proxy: { mode: 'custom', url: `http://me:canary-word@${proxy.place}` },
  });
  await couplet.quit();

  const { page } = await openAgain();
  await expect.poll(async () => (await call(page, 'app.state', {})).secret.state).toBe('locked');
  const { settings } = await call(page, 'app.state', {});
  // The start has looked for it by then, in vain.
  await page.waitForTimeout(2_000);
  expect(await call(page, 'network.proxyState', {})).toEqual({ hasPassword: false });
  await call(page, 'secret.usePassphrase', { passphrase: 'correct horse battery' });
  await expect.poll(async () => (await call(page, 'network.proxyState', {})).hasPassword).toBe(true);
  const seenBefore = proxy.seen.length;
  await call(page, 'network.test', { proxy: settings.proxy });
  expect(proxy.seen.slice(seenBefore)).toContain('http://models.example/');
});

test('engines on this computer are found from the settings, on request, and the silent ones are named with their ports', async ({
  couplet: { page },
}) => {
  const engines = [
    { name: 'SGLang', port: 30_000 },
    { name: 'llama.cpp', port: 8_080 },
    { name: 'vLLM', port: 8_000 },
    { name: 'LM Studio', port: 1_234 },
    { name: 'Ollama', port: 11_434 },
  ];
  const found = await firstFree(engines);
  await seedConnections(page, []);
  await call(page, 'connection.create', { vendorId: 'deepseek' });
  await openConnections(page);
  await page.getByRole('button', { name: 'Find local engines' }).click();
  const line = page.getByRole('listitem').filter({ hasText: `127.0.0.1:${found.port}` });
  await expect(line).toContainText('1 model. local-model');
  for (const { port } of engines) await expect(page.getByText(`127.0.0.1:${port}`)).toBeVisible();
  await line.getByRole('button', { name: 'Add' }).click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(found.name);
});

/** Takes the first of the usual ports that nobody on this machine uses. */
async function firstFree(engines: readonly { readonly name: string; readonly port: number }[]) {
  for (const engine of engines) {
    const server = createServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(request.url === '/v1/models' ? { data: [{ id: 'local-model' }] } : {}));
    });
    const isOpen = await new Promise<boolean>(done => {
      server.once('error', () => done(false));
      server.listen(engine.port, '127.0.0.1', () => done(true));
    });
    if (!isOpen) continue;
    servers.push({ close: () => closeServer(server) });
    return engine;
  }
  throw new Error('All usual ports of local engines are taken on this machine.');
}

/** A proxy on loopback that wants a name and a password, and answers for every site itself. */
async function startProxy(user: string, password: string) {
  const wanted = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const seen: string[] = [];
  const server = createServer((request, response) => {
    if (request.headers['proxy-authorization'] !== wanted) response.writeHead(407).end();
    else {
      seen.push(request.url ?? '');
      response.writeHead(404).end();
    }
  });
  server.on('connect', (_request, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'));
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  servers.push({ close: () => closeServer(server) });
  return { place: `127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise(done => server.close(done));
}

/** Answers the question about an address that is no known vendor's, which the system shows outside the page, with yes. */
async function agreeToAddresses(app: ElectronApplication) {
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false });
  });
}

/** Files below a folder that hold a text. */
function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => {
    const path = join(folder, name);
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true && readFileSync(path).includes(text);
  });
}
