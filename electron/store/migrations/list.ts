import { initial } from './0001-initial';
import { arrangement } from './0002-arrangement';
import { workspace } from './0003-workspace';
import { search } from './0004-search';
import { pictureSize } from './0005-picture-size';
import type { Migration } from './migration';

/** All steps in their order. A new one also needs a fixture of its schema in test/fixtures/databases. */
export const migrations: readonly Migration[] = [initial, arrangement, workspace, search, pictureSize];
