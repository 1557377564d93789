import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { type Certificate, makeCertificate } from '../support/certificates';
import { FakeVendor } from '../support/fakeVendor';
import { startSocksServer } from '../support/socksServer';
import { expect, test } from './couplet';
import { call } from './seed';

const key = 'sk-china-0123456789';
const password = 'correct-horse';
const dayMs = 24 * 60 * 60 * 1000;
const valid = { notBefore: new Date(Date.now() - dayMs), notAfter: new Date(Date.now() + dayMs) };

/** One of Kimi's sites, as it would be met on the network: behind its own name and a certificate for it. */
async function startSite(hosts: readonly string[], authority: Certificate, keys: readonly string[]) {
  const vendor = await FakeVendor.start({ style: 'kimi', keys, modelIds: ['kimi-k3.1-pro'] });
  const own = makeCertificate({ hosts, issuer: authority, ...valid });
  const server = createServer({ key: own.key, cert: own.cert }, socket => {
    const target = connect(Number(new URL(vendor.baseUrl).port), '127.0.0.1');
    for (const end of [socket, target]) end.on('error', () => undefined);
    socket.pipe(target).pipe(socket);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const close = async () => {
    await vendor.close();
    server.close();
  };
  return { vendor, port: (server.address() as AddressInfo).port, close };
}

test('a key of another site is found at that site when asked to, through a SOCKS5 proxy with a password', async ({
  folder,
  openAgain,
}) => {
  const authority = makeCertificate({ hosts: [], isAuthority: true, ...valid });
  const [international, china] = await Promise.all([
    startSite(['api.moonshot.ai', 'api.deepseek.com'], authority, ['sk-of-somebody-else']),
    startSite(['api.moonshot.cn'], authority, [key]),
  ]);
  const proxy = await startSocksServer({
    // Where there is no connection yet, the site of DeepSeek is what is tried.
    hosts: {
      'api.deepseek.com:443': international.port,
      'api.moonshot.ai:443': international.port,
      'api.moonshot.cn:443': china.port,
    },
    user: { name: 'me', password },
  });
  const authorityFile = join(folder, 'authority.pem');
  writeFileSync(authorityFile, authority.cert);
  process.env.NODE_EXTRA_CA_CERTS = authorityFile;
  try {
    const { app, page } = await openAgain();
    const printed: string[] = [];
    app.process().stderr?.on('data', data => printed.push(String(data)));
    const settings = page.getByRole('dialog', { name: 'Settings' });
    await page.getByRole('button', { name: 'Settings' }).click();
    await settings.getByRole('tab', { name: 'Network' }).click();
    await settings.getByRole('radio', { name: 'Custom' }).click();
    await settings.getByLabel('Proxy address').fill(`socks5://127.0.0.1:${proxy.port}`);
    await settings.getByLabel('User name').fill('me');
    const tryPassword = async (text: string) => {
      await settings.getByLabel('Proxy password').fill(text);
      await settings.getByRole('button', { name: 'Save', exact: true }).click();
      await settings.getByRole('button', { name: 'Test', exact: true }).click();
    };
    await call(page, 'secret.useSession', {});
    await tryPassword('wrong-horse');
    await expect(settings.getByRole('alert')).toContainText(
      `The proxy 127.0.0.1:${proxy.port} wants a name and a password`,
    );
    await expect(settings.getByRole('alert')).not.toContainText('wrong-horse');
    await tryPassword(password);
    await expect(settings.getByText(/^Reaches api\.deepseek\.com through the proxy/)).toBeVisible();
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Paste a key' }).click();
    await page.getByRole('button', { name: /^Kimi/ }).click();
    await expect(page.getByLabel('Region')).toHaveValue('international');
    await page.getByLabel('API key').fill(key);
    await page.getByRole('button', { name: 'Save and check' }).click();
    await expect(page.getByRole('alert')).toContainText('refused the key');
    expect(china.vendor.requests).toEqual([]);
    await page.getByRole('button', { name: 'Try the key at the vendor’s other sites' }).click();
    await page.getByRole('button', { name: 'The key belongs to China: use it' }).click();
    await expect(page.getByText('It works')).toBeVisible();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByRole('textbox', { name: 'Message all lanes' }).fill('Hello');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(page.getByRole('article')).toHaveAttribute('data-status', 'done');
    expect(china.vendor.chats.map(({ authorization }) => authorization)).toEqual([`Bearer ${key}`]);
    expect(international.vendor.chats).toEqual([]);
    expect(new Set(proxy.credentials)).toEqual(new Set(['me:wrong-horse', `me:${password}`]));
    expect(printed.join('')).not.toMatch(/warning|horse/i);
  } finally {
    delete process.env.NODE_EXTRA_CA_CERTS;
    await Promise.all([international.close(), china.close(), proxy.close()]);
  }
});
