import { Image } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Attachment } from '../../shared/domain/conversation';
import { pictureOf } from '../../state/attachments';
import { classes } from '../../ui/classes';

interface AttachedPictureProps {
  readonly attachment: Attachment;
  readonly label: string;
  /** Longest side that it is drawn with. */
  readonly maxPx: number;
  readonly className?: string;
}

/**
 * An attached picture, made small while it is decoded and away from the page's own thread, so that neither its size nor its animation can
 * hold the page up. A sign where it cannot be decoded.
 */
export function AttachedPicture({ attachment, label, maxPx, className }: AttachedPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    let isLeft = false;
    const draw = async () => {
      const blob = await pictureOf(attachment);
      const bitmap = await smallBitmap(blob, maxPx);
      const element = canvas.current;
      if (!isLeft && element !== null) {
        element.width = bitmap.width;
        element.height = bitmap.height;
        element.getContext('2d')?.drawImage(bitmap, 0, 0);
      }
      bitmap.close();
    };
    draw().catch(() => !isLeft && setBroken(true));
    return () => {
      isLeft = true;
    };
  }, [attachment, maxPx]);
  if (isBroken) {
    return (
      <span className={classes('flex items-center justify-center text-soft', className)}>
        <Image size={16} aria-label={label} />
      </span>
    );
  }
  return <canvas ref={canvas} role="img" aria-label={label} width={1} height={1} className={className} />;
}

/** Never larger than it is, and no side above `maxPx`. */
async function smallBitmap(blob: Blob, maxPx: number): Promise<ImageBitmap> {
  const byWidth = await createImageBitmap(blob, { resizeWidth: maxPx, resizeQuality: 'medium' });
  if (byWidth.height <= maxPx) return byWidth;
  byWidth.close();
  return createImageBitmap(blob, { resizeHeight: maxPx, resizeQuality: 'medium' });
}
