/**
 * The program's name to the systems, as its packages say it too. Never to be changed: Windows ties notifications and the pinned icon to it,
 * macOS permissions and the keychain. What the keyring keeps is filed under `productName` of package.json, which must stay for the same
 * reason: under another name the keys of the users cannot be decrypted any more.
 */
export const appId = 'app.couplet.desktop';
