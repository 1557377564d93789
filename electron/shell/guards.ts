import { app, type Session, type WebContents } from 'electron';
import { pageOrigin, pageScheme } from './pageProtocol';
import { isPreviewAddress } from './previewPolicy';

/** Schemes the page may load by itself; everything else is a network and is cancelled. */
const localSchemes = new Set([`${pageScheme}:`, 'data:', 'blob:', 'devtools:']);

/**
 * Closes every way out of the page: network, permissions, popups, navigation, downloads, webviews, WebRTC. Must run before the first
 * window is made, for the session that it uses. `developmentServer` is the one address let through; undefined in a package.
 */
export function guardSession(session: Session, developmentServer?: string): void {
  const developmentHost = developmentServer === undefined ? undefined : new URL(developmentServer).host;
  session.webRequest.onBeforeRequest((details, callback) => {
    const url = URL.canParse(details.url) ? new URL(details.url) : undefined;
    const isLocal = url !== undefined && (localSchemes.has(url.protocol) || url.host === developmentHost);
    callback({ cancel: !isLocal });
  });
  session.setPermissionRequestHandler((_contents, permission, callback) => callback(isPermitted(permission)));
  session.setPermissionCheckHandler((_contents, permission) => isPermitted(permission));
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', event => event.preventDefault());
}

/** Copying an answer is the only thing the page may ask the system for. */
function isPermitted(permission: string): boolean {
  return permission === 'clipboard-sanitized-write';
}

/** Applies the same rules to every page that is ever made, also to one that we did not make. */
export function guardAllContents(isDevelopment: boolean): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, isDevelopment));
}

function guardContents(contents: WebContents, isDevelopment: boolean): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', event => event.preventDefault());
  contents.on('will-navigate', event => {
    if (!isOwnAddress(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', event => {
    // A frame may only ever show a preview: its own address is the one that it comes from and the only one that it may go to.
    const isAllowed = event.isMainFrame ? isOwnAddress(event.url) : isPreviewAddress(event.url);
    if (!isAllowed) event.preventDefault();
  });
  contents.on('will-redirect', event => event.preventDefault());
  if (!isDevelopment) contents.on('devtools-opened', () => contents.closeDevTools());
}

function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return `${url.protocol}//${url.host}` === pageOrigin;
}
