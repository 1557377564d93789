import { call } from '../e2e/seed';
import type { Behaviour } from '../support/fakeVendor';
import { type Part, type Scene, type Stage, said } from './stage';

/** One picture in each theme. `stage` brings the program there. */
export interface Screen {
  readonly name: string;
  readonly language?: 'en' | 'zh-CN' | 'it';
  readonly size?: readonly [width: number, height: number];
  readonly stage: (stage: Stage) => Promise<unknown>;
}

const storageQuestion =
  'We keep ten years of readings from 400 sensors, one a second each. PostgreSQL, ClickHouse or plain Parquet files? We are three people.';

const thinking =
  'The user gives numbers, so compute the volume first: 400 × 86,400 a day. Append only, most likely. The team is small, so the cost of operating it matters more than the speed. Compare three choices, then say one clearly and name what would change it.';

const error = (status: number, message: string, code: string): Behaviour => ({
  kind: 'error',
  status,
  body: { error: { message, type: code, code } },
});

const five: readonly Part[] = [
  { role: 'kimi', modelId: 'kimi-k3.1-pro', says: [said('storage-kimi', thinking)] },
  { role: 'deepseek', modelId: 'deepseek-v4-pro', says: [said('storage-deepseek', thinking)] },
  { role: 'qwen', modelId: 'qwen3.8-max', says: [said('storage-qwen')] },
  { role: 'minimax', modelId: 'MiniMax-M3', says: [said('storage-minimax', thinking)] },
  { role: 'ernie', modelId: 'ernie-5.1', says: [said('storage-ernie')] },
];

const three = five.slice(0, 3);

const eight: Scene = {
  prompts: [storageQuestion],
  layout: 'grid',
  parts: [
    ...five,
    { role: 'host', modelId: 'moonshotai/Kimi-K3', says: [said('storage-short', thinking)] },
    { role: 'host', modelId: 'deepseek-ai/DeepSeek-R1', says: [said('storage-plan', thinking)] },
    { role: 'host', modelId: 'Qwen/Qwen3-32B', says: [said('storage-qwen')] },
  ],
};

const sky: Scene = {
  prompts: ['为什么天空是蓝色的，而不是紫色的？请用一行代码验证。'],
  parts: [
    {
      role: 'kimi',
      modelId: 'kimi-k3.1-pro',
      says: [said('regression-zh', '用户问的是瑞利散射，还要解释为什么不是紫色。')],
    },
    { role: 'qwen', modelId: 'qwen3.8-max', says: [said('sky-zh-2')] },
    { role: 'deepseek', modelId: 'deepseek-flash', says: [said('sky-zh-3', '先讲物理，再讲感知。')] },
  ],
};

const single: Scene = {
  prompts: ['Explain linear regression to an engineer, with code and the three usual ways to compute it.'],
  parts: [{ role: 'deepseek', modelId: 'deepseek-v4-pro', says: [said('regression', thinking)] }],
};

const playThree = (stage: Stage) => stage.play({ prompts: [storageQuestion], parts: three });

async function openSettings(stage: Stage, tab: string): Promise<void> {
  await stage.page.getByRole('button', { name: 'Settings' }).click();
  await stage.page.getByRole('tab', { name: tab }).click();
}

async function answerMenu(stage: Stage, entry: string): Promise<void> {
  await stage.page.getByRole('article').first().getByRole('button', { name: 'More about this answer' }).click();
  await stage.page.getByRole('menuitem', { name: entry }).click();
}

/** Every picture. A new screen is one more entry. */
export const screens: readonly Screen[] = [
  { name: 'welcome', stage: stage => stage.page.getByRole('button', { name: 'Try it offline' }).waitFor() },
  {
    name: 'five-lanes',
    stage: async stage => {
      await stage.play({ prompts: [storageQuestion], parts: five });
      await stage.toTop();
    },
  },
  {
    name: 'grid-of-eight',
    size: [1720, 1080],
    stage: async stage => {
      await stage.play(eight);
      await stage.toTop();
    },
  },
  {
    name: 'one-lane',
    stage: async stage => {
      await stage.play(single);
      await stage.toTop();
    },
  },
  {
    name: 'chinese',
    language: 'zh-CN',
    stage: async stage => {
      await stage.play(sky);
      await stage.toTop();
    },
  },
  {
    name: 'errors',
    stage: async stage => {
      await stage.play({
        prompts: [storageQuestion],
        parts: [
          { role: 'kimi', modelId: 'kimi-k3.1-pro', says: [{ kind: 'reset', afterFrames: 40 }] },
          {
            role: 'deepseek',
            modelId: 'deepseek-flash',
            says: [error(402, 'Insufficient Balance', 'invalid_request_error')],
          },
          {
            role: 'qwen',
            modelId: 'qwen3.8-max',
            says: [error(400, 'Input data may contain inappropriate content.', 'data_inspection_failed')],
          },
          {
            role: 'minimax',
            modelId: 'MiniMax-M3',
            says: [error(401, 'Incorrect API key provided', 'invalid_api_key')],
          },
        ],
      });
    },
  },
  {
    name: 'empty-conversation',
    stage: async stage => {
      await stage.connect(['kimi', 'deepseek', 'qwen']);
      await call(stage.page, 'conversation.create', {
        lanes: three.map(({ role, modelId }) => ({ connectionId: stage.connectionOf(role), modelId })),
      });
      await stage.page.reload();
      await stage.page.getByRole('textbox').last().waitFor();
    },
  },
  {
    name: 'model-picker',
    stage: async stage => {
      await playThree(stage);
      await stage.page.getByRole('button', { name: 'Add lane' }).click();
      await stage.page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'connections',
    stage: async stage => {
      await stage.connect(['kimi', 'deepseek', 'qwen', 'minimax', 'ernie']);
      await stage.page.reload();
      await openSettings(stage, 'Connections');
    },
  },
  {
    name: 'settings',
    stage: async stage => {
      await playThree(stage);
      await openSettings(stage, 'Appearance');
    },
  },
  {
    name: 'compare-two',
    stage: async stage => {
      await playThree(stage);
      await answerMenu(stage, 'Compare with another answer');
    },
  },
  {
    name: 'read-full-width',
    stage: async stage => {
      await playThree(stage);
      await answerMenu(stage, 'Read in full width');
    },
  },
  {
    name: 'request',
    stage: async stage => {
      await playThree(stage);
      await answerMenu(stage, 'Show request');
    },
  },
  {
    name: 'lane-settings',
    stage: async stage => {
      await playThree(stage);
      await stage.page.getByRole('button', { name: 'Lane menu' }).first().click();
      await stage.page.getByRole('menuitem', { name: 'Lane settings' }).click();
    },
  },
  {
    name: 'search',
    stage: async stage => {
      await playThree(stage);
      await stage.page.keyboard.press('ControlOrMeta+Shift+F');
      await stage.page.getByRole('combobox').fill('PostgreSQL');
      await stage.page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'find',
    stage: async stage => {
      await playThree(stage);
      await stage.page.keyboard.press('ControlOrMeta+F');
      await stage.page.keyboard.type('Parquet');
      await stage.page.getByText(/^1 of \d+$/).waitFor();
    },
  },
  {
    name: 'palette',
    stage: async stage => {
      await playThree(stage);
      await stage.page.keyboard.press('ControlOrMeta+K');
      await stage.page.keyboard.type('lane');
      await stage.page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'shortcuts',
    stage: async stage => {
      await playThree(stage);
      await stage.page.keyboard.press('ControlOrMeta+/');
      await stage.page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'export',
    stage: async stage => {
      await playThree(stage);
      await stage.page.keyboard.press('ControlOrMeta+Shift+E');
      await stage.page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'prompts',
    stage: async stage => {
      await playThree(stage);
      await stage.page.getByRole('textbox', { name: 'Message all lanes' }).focus();
      await stage.page.keyboard.type('/');
      await stage.page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'backups',
    stage: async stage => {
      await playThree(stage);
      await call(stage.page, 'backup.make', {});
      await openSettings(stage, 'Backups');
      await stage.page.getByText('made by hand', { exact: true }).waitFor();
    },
  },
  {
    name: 'backup-restore',
    stage: async stage => {
      await playThree(stage);
      await call(stage.page, 'backup.make', {});
      await playThree(stage);
      await openSettings(stage, 'Backups');
      await stage.page.getByRole('button', { name: 'Restore…' }).first().click();
      await stage.page.getByText(/leaves the list/).waitFor();
    },
  },
  {
    name: 'backup-contents',
    stage: async stage => {
      await playThree(stage);
      await call(stage.page, 'backup.make', {});
      await openSettings(stage, 'Backups');
      await stage.page
        .getByRole('button', { name: /^More for the backup/ })
        .first()
        .click();
      await stage.page.getByRole('menuitem', { name: 'Copy conversations out…' }).click();
      await stage.page.getByRole('checkbox').first().check();
    },
  },
];
