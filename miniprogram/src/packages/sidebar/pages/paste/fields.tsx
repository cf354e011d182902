import type { Doubt } from '@mingdan/shared/intake/recognise';
import { formatNearDay } from '@mingdan/shared/messages/format';
import { Input, Textarea, View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { Icon } from '../../../../components/icon.tsx';
import { Press } from '../../../../components/press.tsx';
import { useRegions } from '../../../../forms/regions.ts';
import { RegionSheet } from '../../../../forms/widgets/region.tsx';
import { spokenName } from '../../../../lib/spoken.ts';
import { t } from '../../../../messages/staff.ts';
import type { Doubts, Others } from '../../lib/paste-work.ts';
import type { Said } from '../../lib/said.ts';
import { WISH_CHOICES } from '../../lib/wish-words.ts';

function Row({ label, doubt, children }: { label: string; doubt?: Doubt | null | undefined; children: ReactNode }) {
  return (
    <View className="field">
      <View className="field-label">{label}</View>
      {children}
      {doubt ? (
        <View className="doubt">
          <Icon name="alert" size={16} />
          <View>{t(`paste.doubt.${doubt}`)}</View>
        </View>
      ) : null}
    </View>
  );
}

function Line({
  label,
  value,
  max,
  phone = false,
  named = false,
  onChange,
}: {
  label: string;
  value: string;
  max: number;
  phone?: boolean;
  /** Its name stands above it: one of several in a row. */
  named?: boolean;
  onChange: (value: string) => void;
}) {
  const box = (
    <View className="box">
      <Input
        {...spokenName(label)}
        className="box-input"
        type={phone ? 'number' : 'text'}
        maxlength={max}
        value={value}
        placeholder={t('form.enter')}
        placeholderClass="box-empty"
        onInput={({ detail }) => onChange(phone ? detail.value.replace(/\D/g, '') : detail.value)}
      />
    </View>
  );
  return named ? (
    <View>
      <View className="hint tiny">{label}</View>
      {box}
    </View>
  ) : (
    box
  );
}

function Choices({
  values,
  chosen,
  onChoose,
}: {
  values: readonly (readonly [value: string, label: string])[];
  chosen: string;
  onChoose: (value: string) => void;
}) {
  return (
    <View className="options gap-top">
      {values.map(([value, label]) => (
        <View key={value} className={value === chosen ? 'option option-on' : 'option'} onClick={() => onChoose(value)}>
          {label}
        </View>
      ))}
    </View>
  );
}

/** What was recognised, field by field, to be corrected. A field that was changed by hand is no longer unsure. */
export function SaidFields({
  said,
  doubts,
  others,
  now,
  onChange,
}: {
  said: Said;
  doubts: Doubts;
  others: Others;
  now: number;
  onChange: (part: Partial<Said>, field: keyof Doubts | null) => void;
}) {
  const regions = useRegions();
  const [choosing, setChoosing] = useState(false);
  const { device, time, from } = said;
  // the street keeps no name that its region says already
  const streetOf = (region: string) => (regions ? regions.streetIn(region, said.address) : said.address);
  const place = (region: string) => onChange({ region, address: streetOf(region) }, 'region');
  return (
    <View className="card">
      <Row label={t('paste.name')} doubt={doubts.name}>
        <Line label={t('paste.name')} value={said.name} max={40} onChange={(name) => onChange({ name }, 'name')} />
      </Row>
      <Row label={t('paste.phone')} doubt={doubts.phone}>
        <Line label={t('paste.phone')} value={said.phone} max={15} phone onChange={(phone) => onChange({ phone }, 'phone')} />
        {others.phones.length > 0 ? (
          <Choices
            values={others.phones.map((phone) => [phone, phone])}
            chosen={said.phone}
            onChoose={(phone) => onChange({ phone }, null)}
          />
        ) : null}
      </Row>
      <Row label={t('paste.region')} doubt={doubts.region}>
        <View className="box" onClick={() => setChoosing(true)}>
          <View className={said.region ? '' : 'box-empty'}>
            {said.region ? regions?.fullName(said.region) || said.region : t('form.region')}
          </View>
          <Icon name="chevron" />
        </View>
        {others.regions.length > 0 ? (
          <Choices values={others.regions.map((code) => [code, regions?.fullName(code) || code])} chosen={said.region} onChoose={place} />
        ) : null}
      </Row>
      <Row label={t('paste.address')} doubt={doubts.address}>
        <View className="box">
          <Textarea
            {...spokenName(t('paste.address'))}
            className="box-area"
            autoHeight
            maxlength={200}
            value={said.address}
            placeholder={t('form.address')}
            placeholderClass="box-empty"
            onInput={({ detail }) => onChange({ address: detail.value }, 'address')}
            onBlur={() => {
              const street = streetOf(said.region);
              if (street !== said.address) onChange({ address: street }, 'address');
            }}
          />
        </View>
      </Row>
      {from ? (
        <Row label={t('paste.from')} doubt={doubts.from}>
          <Line label={t('paste.from')} value={from.text} max={120} onChange={(text) => onChange({ from: { ...from, text } }, 'from')} />
        </Row>
      ) : null}
      <Row label={t('paste.device')} doubt={doubts.device}>
        <View className="row" style={{ gap: '8px' }}>
          <View className="grow">
            <Line
              named
              label={t('paste.kind')}
              value={device.kind}
              max={20}
              onChange={(kind) => onChange({ device: { ...device, kind } }, 'device')}
            />
          </View>
          <View className="grow">
            <Line
              named
              label={t('paste.brand')}
              value={device.brand}
              max={30}
              onChange={(brand) => onChange({ device: { ...device, brand } }, null)}
            />
          </View>
        </View>
        {device.form === '' && device.size === '' ? null : (
          <View className="row gap-top" style={{ gap: '8px' }}>
            {(['form', 'size'] as const).map((key) => (
              <View key={key} className="grow">
                <Line
                  named
                  label={t(`paste.${key}`)}
                  value={device[key]}
                  max={20}
                  onChange={(value) => onChange({ device: { ...device, [key]: value } }, 'device')}
                />
              </View>
            ))}
          </View>
        )}
        {others.forms.length > 0 ? (
          <Choices
            values={others.forms.map((form) => [form, form])}
            chosen={device.form}
            onChoose={(form) => onChange({ device: { ...device, form } }, 'device')}
          />
        ) : null}
        {device.model === '' ? null : (
          <View className="gap-top">
            <Line
              named
              label={t('paste.model')}
              value={device.model}
              max={60}
              onChange={(model) => onChange({ device: { ...device, model } }, null)}
            />
          </View>
        )}
        {others.kinds.length > 0 ? (
          <Choices
            values={others.kinds.map((kind) => [kind, kind])}
            chosen={device.kind}
            onChoose={(kind) => onChange({ device: { ...device, kind, form: kind === device.kind ? device.form : '' } }, 'device')}
          />
        ) : null}
      </Row>
      <Row label={t('paste.wish')} doubt={doubts.wish}>
        <Choices
          values={WISH_CHOICES}
          chosen={said.wish?.value ?? ''}
          onChoose={(value) => {
            const [wish, word] = WISH_CHOICES.find(([each]) => each === value)!;
            onChange({ wish: said.wish?.value === wish ? null : { value: wish, word } }, 'wish');
          }}
        />
        {said.symptoms.length > 0 ? <View className="field-hint">{t('paste.symptoms', { words: said.symptoms.join('、') })}</View> : null}
      </Row>
      {time ? (
        <Row label={t('paste.time')} doubt={doubts.time}>
          <View className="box">
            <View>
              {formatNearDay(time.date, now)} {time.from === null ? t('paste.anyHour') : `${time.from}–${time.to}`}
            </View>
            <Press tone="quiet" onPress={() => onChange({ time: null }, 'time')}>
              {t('form.remove')}
            </Press>
          </View>
        </Row>
      ) : null}
      <Row label={t('paste.note')}>
        <View className="box">
          <Textarea
            {...spokenName(t('paste.note'))}
            className="box-area"
            autoHeight
            maxlength={200}
            value={said.note}
            placeholder={t('form.enter')}
            placeholderClass="box-empty"
            onInput={({ detail }) => onChange({ note: detail.value }, null)}
          />
        </View>
      </Row>
      <RegionSheet
        title={t('form.region')}
        open={choosing}
        level="county"
        onClose={() => setChoosing(false)}
        onChoose={(region) => {
          place(region);
          setChoosing(false);
        }}
      />
    </View>
  );
}
