import { streetIn } from '@mingdan/shared/intake/street';
import { useRef } from 'react';
import { TextField } from './form-fields.tsx';
import { RegionSelect } from './region-select.tsx';

/** A place as it is written down: GB/T 2260, and street and house. */
export interface Place {
  readonly region: string;
  readonly text: string;
}

/** Region and street of an address. Names that the region says already are taken off the street once it is left: 朝阳区望京西园 in 朝阳区 is 望京西园. */
export function PlaceFields({
  titles,
  value,
  onChange,
  help,
  placeholder,
}: {
  titles: { readonly region: string; readonly text: string };
  value: Place;
  onChange: (place: Place) => void;
  help?: string | undefined;
  placeholder?: string;
}) {
  const isTyped = useRef(false);
  const settle = (region: string) => {
    const text = streetIn(region, value.text);
    if (region !== value.region || text !== value.text) onChange({ region, text });
  };
  return (
    <>
      <RegionSelect title={titles.region} value={value.region} onChange={(code) => settle(code ?? '')} />
      <TextField
        title={titles.text}
        help={help}
        {...(placeholder === undefined ? {} : { placeholder })}
        value={value.text}
        onChange={(text) => {
          isTyped.current = true;
          onChange({ region: value.region, text });
        }}
        onBlur={() => {
          // what nobody touched stays as it was written
          if (isTyped.current) settle(value.region);
          isTyped.current = false;
        }}
      />
    </>
  );
}
