// Where a package looks for newer versions, told by the environment of the build.
import { SetupProblem } from './setupProblem.mjs';

/**
 * The update channel to put into a package: none unless both the address and the public key are given, so that a build of one's own asks
 * nobody for anything.
 * @param {Readonly<Record<string, string | undefined>>} environment COUPLET_UPDATE_FEED and COUPLET_UPDATE_PUBLIC_KEY
 * @returns {{ readonly feed: string, readonly publicKey: string } | undefined}
 * @throws {SetupProblem} when only one of them is given, or one cannot be right
 */
export function updateChannelOf({ COUPLET_UPDATE_FEED: feed, COUPLET_UPDATE_PUBLIC_KEY: publicKey }) {
  if (!feed && !publicKey) return undefined;
  if (!feed || !publicKey) {
    throw new SetupProblem('Updates need both COUPLET_UPDATE_FEED and COUPLET_UPDATE_PUBLIC_KEY.', [
      'Set both, or none of them for a package without updates.',
    ]);
  }
  if (!URL.canParse(feed) || !feed.startsWith('https://')) {
    throw new SetupProblem('COUPLET_UPDATE_FEED is no https:// address of a manifest.');
  }
  if (!/^[A-Za-z0-9+/]{43}=$/.test(publicKey)) {
    throw new SetupProblem('COUPLET_UPDATE_PUBLIC_KEY is not a public key as `npm run update-keys` prints it.');
  }
  return { feed, publicKey };
}
