// @vitest-environment happy-dom
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LaneSettings } from '../../../src/features/compare/LaneSettings';
import { ReadAnswerDialog } from '../../../src/features/compare/ReadAnswerDialog';
import { ResponseDialog } from '../../../src/features/compare/ResponseDialog';
import { FillPromptDialog } from '../../../src/features/composer/FillPromptDialog';
import type { AnswerId, LaneId, TurnId } from '../../../src/shared/domain/ids';
import { openDialog, useUi } from '../../../src/state/ui';
import '../../../src/state/i18n';

let root: Root;

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  root = createRoot(document.createElement('div'));
});

afterEach(() => {
  act(() => root.unmount());
  vi.unstubAllGlobals();
});

const dialogs: readonly (readonly [string, ReactNode])[] = [
  ['the settings of a lane', <LaneSettings key="1" laneId={'gone' as LaneId} />],
  ['an answer read alone', <ReadAnswerDialog key="2" answerId={'gone' as AnswerId} turnId={'gone' as TurnId} />],
  ['the response of a vendor', <ResponseDialog key="3" answerId={'gone' as AnswerId} />],
  ['the blanks of a saved prompt', <FillPromptDialog key="4" promptId="gone" start={0} end={0} />],
];

it.each(dialogs)('%s does not shut out the page once what it is about is gone', (_, dialog) => {
  openDialog({ kind: 'shortcuts' });
  act(() => root.render(dialog));
  expect(useUi.getState().dialog).toBeUndefined();
});
