import { receiveRequest, reportFailure, reportShown } from './host';

/** A page or a picture that a model wrote. Its scripts may run here: this frame has an origin of its own and no way out. */
async function show(): Promise<void> {
  const { source, isPicture } = await receiveRequest();
  if (isPicture) await showPicture(source);
  else writeDocument(source);
  reportShown();
}

/** As an image, so that neither scripts nor anything from elsewhere is loaded. */
async function showPicture(source: string): Promise<void> {
  const image = new Image();
  image.alt = '';
  image.style.cssText = 'display: block; max-width: 100%; margin: 0 auto';
  const type = 'data:image/svg+xml;charset=utf-8,';
  // A picture without a size of its own needs the name space that models often leave out.
  const named = /<svg[^>]*\sxmlns=/.test(source)
    ? source
    : source.replace(/<svg/, '<svg xmlns="http://www.w3.org/2000/svg"');
  image.src = type + encodeURIComponent(named);
  await image.decode();
  document.body.style.cssText = 'margin: 0; padding: 16px';
  document.body.append(image);
}

function writeDocument(source: string): void {
  document.open();
  document.write(source);
  document.close();
}

show().catch(reportFailure);
