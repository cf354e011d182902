import { Canvas, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { ImageBytes } from '../lib/files.ts';
import { newKey } from '../lib/key.ts';
import { bytesOfTemporary } from '../lib/photos.ts';
import { IS_H5 } from '../lib/place.ts';
import { t } from '../messages/common.ts';

/** What a page may ask of the pad. */
export interface PadHandle {
  clear(): void;
  /** The signature as PNG; null when the canvas cannot be read. */
  toImage(): Promise<ImageBytes | null>;
}

interface PadCanvas {
  width: number;
  height: number;
  getContext(kind: '2d'): CanvasRenderingContext2D | null;
}

const ID = 'signature-pad';
const LINE_PX = 2.5;
/** Ink of the signature on the stored picture, whatever the theme. */
const INK = '#14211F';

function prepare(canvas: PadCanvas, width: number, height: number, ratio: number): CanvasRenderingContext2D | null {
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const ink = canvas.getContext('2d');
  if (!ink) return null;
  ink.scale(ratio, ratio);
  ink.fillStyle = '#FFFFFF';
  ink.fillRect(0, 0, width, height);
  ink.strokeStyle = INK;
  ink.fillStyle = INK;
  ink.lineWidth = LINE_PX;
  ink.lineCap = 'round';
  ink.lineJoin = 'round';
  return ink;
}

async function inWeChat(): Promise<{ canvas: PadCanvas; width: number; height: number } | null> {
  return new Promise((resolve) => {
    Taro.createSelectorQuery()
      .select(`#${ID}`)
      .fields({ node: true, size: true })
      .exec(([found]: { node?: PadCanvas; width: number; height: number }[]) =>
        resolve(found?.node ? { canvas: found.node, width: found.width, height: found.height } : null),
      );
  });
}

async function pngOf(canvas: PadCanvas): Promise<ArrayBuffer | null> {
  if (IS_H5) {
    const blob = await new Promise<Blob | null>((resolve) => (canvas as unknown as HTMLCanvasElement).toBlob(resolve, 'image/png'));
    return blob ? blob.arrayBuffer() : null;
  }
  const { tempFilePath } = await Taro.canvasToTempFilePath({ canvas: canvas as unknown as Taro.Canvas, fileType: 'png' });
  return bytesOfTemporary(tempFilePath);
}

/** A place to write one's name with a finger, a pen or a mouse. */
export function SignaturePad({ onInk, handle }: { onInk: (written: boolean) => void; handle: Ref<PadHandle> }) {
  const [written, setWritten] = useState(false);
  const canvas = useRef<PadCanvas | null>(null);
  const ink = useRef<CanvasRenderingContext2D | null>(null);
  const drawing = useRef(false);
  const size = useRef({ width: 0, height: 0 });

  const tell = (now: boolean) => {
    setWritten(now);
    onInk(now);
  };
  const start = (x: number, y: number) => {
    if (!ink.current) return;
    drawing.current = true;
    ink.current.beginPath();
    ink.current.arc(x, y, LINE_PX / 2, 0, Math.PI * 2);
    ink.current.fill();
    ink.current.beginPath();
    ink.current.moveTo(x, y);
  };
  const move = (x: number, y: number) => {
    if (!drawing.current || !ink.current) return;
    ink.current.lineTo(x, y);
    ink.current.stroke();
    if (!written) tell(true);
  };
  const stop = () => {
    drawing.current = false;
  };
  const act = useRef({ start, move, stop });
  act.current = { start, move, stop };

  useImperativeHandle(handle, () => ({
    clear() {
      if (canvas.current) ink.current = prepare(canvas.current, size.current.width, size.current.height, ratio());
      tell(false);
    },
    async toImage() {
      const bytes = canvas.current ? await pngOf(canvas.current) : null;
      return bytes ? { bytes, type: 'image/png', key: newKey() } : null;
    },
  }));

  useEffect(() => {
    if (!IS_H5) {
      void inWeChat().then((found) => {
        if (!found) return;
        canvas.current = found.canvas;
        size.current = found;
        ink.current = prepare(found.canvas, found.width, found.height, ratio());
      });
      return;
    }
    const host = document.getElementById(ID);
    const drawn = document.createElement('canvas');
    if (!host) return;
    drawn.className = 'pad-canvas';
    host.append(drawn);
    const { width, height } = host.getBoundingClientRect();
    size.current = { width, height };
    canvas.current = drawn;
    ink.current = prepare(drawn, width, height, ratio());
    const place = (event: PointerEvent): [number, number] => {
      const { left, top } = drawn.getBoundingClientRect();
      return [event.clientX - left, event.clientY - top];
    };
    const down = (event: PointerEvent) => {
      drawn.setPointerCapture(event.pointerId);
      act.current.start(...place(event));
    };
    const drag = (event: PointerEvent) => act.current.move(...place(event));
    const up = () => act.current.stop();
    drawn.addEventListener('pointerdown', down);
    drawn.addEventListener('pointermove', drag);
    drawn.addEventListener('pointerup', up);
    drawn.addEventListener('pointercancel', up);
    return () => drawn.remove();
  }, []);

  return (
    <View className="pad">
      {IS_H5 ? (
        <View id={ID} className="pad-canvas" />
      ) : (
        <Canvas
          id={ID}
          canvasId={ID}
          type="2d"
          className="pad-canvas"
          disableScroll
          onTouchStart={({ touches: [touch] }) => touch && start((touch as unknown as CanvasTouch).x, (touch as unknown as CanvasTouch).y)}
          onTouchMove={({ touches: [touch] }) => touch && move((touch as unknown as CanvasTouch).x, (touch as unknown as CanvasTouch).y)}
          onTouchEnd={stop}
        />
      )}
      {written ? null : <View className="pad-hint">{t('sign.hint')}</View>}
    </View>
  );
}

/** A touch on WeChat's canvas is told in the canvas' own coordinates. */
interface CanvasTouch {
  readonly x: number;
  readonly y: number;
}

/** Dots per px, at most 2: a signature needs no more, and its file stays small. */
function ratio(): number {
  return Math.min(2, IS_H5 ? window.devicePixelRatio || 1 : Taro.getSystemInfoSync().pixelRatio);
}
