/**
 * Content policy of the frames in which the page shows diagrams, pictures and pages that a model wrote. Their files come from our own host
 * for them; what a model wrote may run inside a frame, since its origin is opaque, but nothing in there reaches a network, a window, a
 * form or the page around it.
 */
const common = [
  "default-src 'none'",
  "style-src app://*.preview 'unsafe-inline'",
  'img-src data: blob:',
  'font-src data:',
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  'frame-ancestors app://couplet',
  "webrtc 'block'",
  'sandbox allow-scripts',
];

/** What a frame of the page may show. Each preview is a host of its own, and so a process of its own: one that hangs holds up no other. */
export const previewSource = 'app://*.preview';

/** Whether an address is one of a preview. */
export function isPreviewAddress(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return (
    url !== undefined &&
    url.protocol === 'app:' &&
    /^[a-z]+-\d{1,9}\.preview$/.test(url.host) &&
    isPreviewPath(url.pathname)
  );
}

/** The policy for a file of the preview host, by its path. */
export function previewPolicy(path: string): string {
  const scripts = path === '/preview/document.html' ? "app://*.preview 'unsafe-inline'" : 'app://*.preview';
  return [...common, `script-src ${scripts}`].join('; ');
}

/** The two pages of previews and what they are made of. */
function isPreviewPath(path: string): boolean {
  return path === '/preview/document.html' || path === '/preview/diagram.html' || path.startsWith('/assets/');
}
