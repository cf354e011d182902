/**
 * The elements of our pages on the web (H5): the browser's own, in place of Taro's web components with the same names and properties. Those cost the first
 * screen a runtime of their own and a second pass over every element (docs/decisions/0011). Only what our pages use is here; the mini-program has the platform's.
 */
import type { CanvasProps, ImageProps, InputProps, PickerDateProps, TextareaProps, TextProps, ViewProps } from '@tarojs/components';
import { type ComponentProps, type CSSProperties, type RefObject, type SyntheticEvent, useLayoutEffect, useRef, useState } from 'react';

/** Characters that a field takes unless it says otherwise, as in WeChat; -1: any number. */
const USUAL_LENGTH = 140;

/** Properties that mean something on every element, under the names that a browser knows; the build has turned `ariaLabel` and its like into them already. */
function plain(props: object): Record<string, unknown> {
  const { hoverClass, catchMove, style, ...rest } = props as Partial<ViewProps> & { readonly 'aria-label'?: string };
  // a name is heard only on what has a role
  const role = rest['aria-label'] !== undefined && rest.onClick ? 'button' : undefined;
  return { role, ...rest, style: catchMove ? { ...(style as CSSProperties | undefined), touchAction: 'none' } : style };
}

export function View(props: ViewProps) {
  return <div {...plain(props)} />;
}

export function Text(props: TextProps) {
  return <span {...plain(props)} />;
}

/** `mode` as far as our pages use it: fill the place and cut, or be stretched to it. */
export function Image({ mode, src, nativeProps, style, ...rest }: ImageProps) {
  const fit = mode === 'aspectFill' ? 'cover' : 'fill';
  return <img alt="" src={src} {...nativeProps} {...plain(rest)} style={{ ...(style as CSSProperties | undefined), objectFit: fit }} />;
}

/** Only the mini-program draws on the platform's canvas; on the web the signature brings its own. */
export function Canvas({ className, id }: CanvasProps) {
  return <canvas className={className} id={id} />;
}

/** What a keyboard without letters gives, also from an input method that is set to wide characters. */
function digitsOf(type: string | undefined, text: string): string {
  if (type !== 'number' && type !== 'digit') return text;
  return text.normalize('NFKC').replace(type === 'number' ? /[^\d-]/g : /[^\d.-]/g, '');
}

/**
 * Keeps a field at the value it is given, and tells what is typed: not the half-written syllables of an input method. A value that its owner does not take is
 * taken back.
 */
function useTyping(
  field: RefObject<HTMLInputElement | HTMLTextAreaElement | null>,
  { value, type, onInput }: { value?: string | undefined; type?: string | undefined; onInput?: unknown },
) {
  const composing = useRef(false);
  const [, lookAgain] = useState(0);
  useLayoutEffect(() => {
    const element = field.current;
    if (element && !composing.current && value !== undefined && element.value !== value) element.value = value;
  });
  const tell = (event: SyntheticEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    if (composing.current) return;
    const typed = digitsOf(type, event.currentTarget.value);
    (onInput as ((event: unknown) => void) | undefined)?.({ detail: { value: typed, cursor: typed.length } });
    lookAgain((times) => times + 1);
  };
  return {
    onInput: tell,
    onCompositionStart: () => {
      composing.current = true;
    },
    onCompositionEnd: (event: SyntheticEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      composing.current = false;
      tell(event);
    },
  };
}

/** The browser's look taken off; the class of the page comes with it. */
const fieldClass = (own: string | undefined): string => `native-field ${own ?? ''}`;

const KEYBOARDS: Readonly<Record<string, 'numeric' | 'decimal'>> = { number: 'numeric', digit: 'decimal' };

export function Input({
  className,
  type,
  value,
  maxlength = USUAL_LENGTH,
  focus = false,
  placeholder,
  placeholderClass,
  nativeProps,
  onInput,
  onBlur,
  ...rest
}: InputProps) {
  const field = useRef<HTMLInputElement>(null);
  const typing = useTyping(field, { value, type, onInput });
  useLayoutEffect(() => {
    if (focus) field.current?.focus();
  }, [focus]);
  return (
    <input
      {...(plain(rest) as ComponentProps<'input'>)}
      className={fieldClass(className)}
      {...nativeProps}
      {...typing}
      ref={field}
      type="text"
      inputMode={KEYBOARDS[type ?? ''] ?? 'text'}
      defaultValue={value}
      maxLength={maxlength < 0 ? undefined : maxlength}
      placeholder={placeholder}
      onBlur={({ currentTarget }) => (onBlur as ((event: unknown) => void) | undefined)?.({ detail: { value: currentTarget.value } })}
    />
  );
}

export function Textarea({
  className,
  value,
  maxlength = USUAL_LENGTH,
  autoHeight = false,
  placeholder,
  placeholderClass,
  nativeProps,
  onInput,
  ...rest
}: TextareaProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const typing = useTyping(field, { value, onInput });
  useLayoutEffect(() => {
    const element = field.current;
    if (!autoHeight || !element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  });
  return (
    <textarea
      {...(plain(rest) as ComponentProps<'textarea'>)}
      className={fieldClass(className)}
      {...nativeProps}
      {...typing}
      ref={field}
      rows={1}
      defaultValue={value}
      maxLength={maxlength < 0 ? undefined : maxlength}
      placeholder={placeholder}
    />
  );
}

/** `mode="date"`: the browser's own calendar opens over what is shown. */
export function Picker({ value, start, end, children, onChange }: PickerDateProps & { readonly children?: React.ReactNode }) {
  return (
    <label className="picker">
      {children}
      <input
        type="date"
        className="picker-field"
        value={value}
        min={start}
        max={end}
        onChange={({ currentTarget }) =>
          currentTarget.value && (onChange as unknown as (event: unknown) => void)({ detail: { value: currentTarget.value } })
        }
      />
    </label>
  );
}
