import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from '../e2e/couplet';
import { call } from '../e2e/seed';
import { screens } from './screens';
import { Stage } from './stage';

const folder = resolve(process.env.COUPLET_PICTURES ?? join(import.meta.dirname, '../../resources/screenshots'));
const usualSize = [1440, 900] as const;

for (const { name, language = 'en', size = usualSize, stage: bring } of screens) {
  test(name, async ({ couplet }) => {
    const { page } = couplet;
    const stage = new Stage(couplet);
    try {
      await mkdir(folder, { recursive: true });
      await page.locator('main').waitFor();
      await stage.resize(...size);
      await call(page, 'settings.update', { language, theme: 'light' });
      await bring(stage);
      for (const theme of ['light', 'dark'] as const) {
        await call(page, 'settings.update', { theme });
        await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
        await stage.settle();
        await page.screenshot({ path: join(folder, `${name}-${theme}.png`), animations: 'disabled', caret: 'hide' });
      }
    } finally {
      await stage.close();
    }
  });
}
