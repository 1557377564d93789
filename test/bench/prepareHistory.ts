import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SearchIndex } from '../../electron/search/searchIndex';
import { generateHistory } from '../support/history/generateHistory';

/** From this size on there is one conversation of 2,000 turns among the others. */
const messagesWithLong = 20_000;
const sayEveryMs = 15_000;

const [folder = '', messageCount = '', conversationCount] = process.argv.slice(2);
const messages = Number(messageCount);
const conversations = conversationCount === undefined ? undefined : Number(conversationCount);
let saidMs = performance.now();
const say = (text: string) => {
  if (performance.now() - saidMs < sayEveryMs) return;
  saidMs = performance.now();
  if (process.send === undefined) console.log(text);
  else process.send(text);
};

if (!existsSync(join(folder, 'history.db'))) {
  mkdirSync(folder, { recursive: true });
  const plan = { messages, conversations, hasLong: conversations === undefined && messages >= messagesWithLong };
  generateHistory(folder, plan, (done, total) => say(`making the history: ${done} of ${total} messages`));
}
// Whatever was done before a run was cut off is kept, so that the next one goes on from there.
const index = new SearchIndex({ historyPath: join(folder, 'history.db'), indexPath: join(folder, 'search.db') });
while (index.catchUp() || index.backfill()) {
  const { done, total } = index.status();
  say(`indexing: ${done} of ${total} prompts`);
}
while (index.tidy()) say('tidying the index');
index.close();
process.disconnect?.();
