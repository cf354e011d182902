import type { Point } from '@mingdan/shared/intake/point';
import { Textarea, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { Press } from '../../../components/press.tsx';
import { Sheet } from '../../../components/sheet.tsx';
import { Notice } from '../../../components/states.tsx';
import { within } from '../../../lib/deadline.ts';
import { IS_H5 } from '../../../lib/place.ts';
import { spokenName } from '../../../lib/spoken.ts';
import { t } from '../../../messages/staff.ts';

/** Time for a person to find a place on a map, in ms. */
const CHOOSING_MS = 300_000;

function loadPoint() {
  return import(/* webpackChunkName: "point" */ '@mingdan/shared/intake/point');
}

/**
 * A point on the map: picked on WeChat's own map in the mini-program; anywhere else by pasting what the customer sent, a shared location's link or its
 * figures.
 */
export function PointSheet({
  open,
  pending,
  onClose,
  onPoint,
}: {
  open: boolean;
  pending: boolean;
  onClose: () => void;
  onPoint: (point: Point) => void;
}) {
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);

  const pick = async () => {
    try {
      // WeChat's map speaks the shifted grid
      const { latitude, longitude } = await within(CHOOSING_MS, Taro.chooseLocation({}));
      const { toWgs84 } = await loadPoint();
      onPoint(toWgs84({ lat: latitude, lng: longitude }, 'gcj02'));
    } catch {
      // closing the map is an error in WeChat's words
    }
  };
  const read = async () => {
    const found = await loadPoint().then(
      ({ pointIn }) => pointIn(text),
      () => null,
    );
    setWrong(found === null);
    if (found) onPoint(found);
  };

  return (
    <Sheet
      title={t('point.title')}
      open={open}
      onClose={onClose}
      foot={
        <Press wide pending={pending} disabled={text.trim() === ''} onPress={() => void read()}>
          {t('point.use')}
        </Press>
      }
    >
      <View className="hint">{t('point.hint')}</View>
      {IS_H5 ? null : (
        <View className="gap-top">
          <Press tone="plain" wide onPress={() => void pick()}>
            {t('point.pick')}
          </Press>
        </View>
      )}
      <View className="box gap-top">
        <Textarea
          {...spokenName(t('point.paste'))}
          className="box-area"
          autoHeight
          maxlength={2000}
          value={text}
          placeholder={t('point.paste')}
          placeholderClass="box-empty"
          onInput={({ detail }) => {
            setText(detail.value);
            setWrong(false);
          }}
        />
      </View>
      {wrong ? <Notice tone="bad" text={t('point.wrong')} /> : null}
    </Sheet>
  );
}
