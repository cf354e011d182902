import type { InstallerProfileView, removeCertificate, saveCertificate } from '@mingdan/shared/contracts/roster';
import { removeCertificateMeta, saveCertificateMeta } from '@mingdan/shared/contracts/roster.meta';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useMay } from '../../lib/access.ts';
import { useWrite } from '../../lib/query.ts';
import { DateField } from '../../ui/date-field.tsx';
import { Field } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { Tag } from '../../ui/tag.tsx';
import { t } from './messages.ts';
import styles from './roster.module.css';

const TONE = { valid: 'good', soon: 'waiting', expired: 'bad' } as const;

/** Certificates 持证 of an installer: until when each is valid, and a form to enter or renew one. */
export function Certificates({ personId, certificates }: { personId: string; certificates: InstallerProfileView['certificates'] }) {
  const [name, setName] = useState('');
  const [validTo, setValidTo] = useState('');
  const mayWrite = useMay('roster:write');
  const save = useWrite<typeof saveCertificate>(saveCertificateMeta, {
    onDone: () => {
      setName('');
      setValidTo('');
    },
  });
  const remove = useWrite<typeof removeCertificate>(removeCertificateMeta);
  const error = save.error ?? remove.error;
  return (
    <Card title={t('cert.title')}>
      <div className={styles.form}>
        {certificates.length === 0 && <span className="muted">{t('cert.none')}</span>}
        <ul className={styles.list}>
          {certificates.map((certificate) => (
            <li key={certificate.id} className={styles.entry}>
              <span className={styles.entryText}>
                {certificate.name} <Tag tone={TONE[certificate.standing]}>{t(`cert.${certificate.standing}`)}</Tag>
                <span className={`num ${styles.small}`}>
                  {certificate.validTo === null ? t('cert.forever') : t('cert.until', { day: certificate.validTo })}
                </span>
              </span>
              {mayWrite && (
                <Button
                  size="small"
                  loading={remove.isPending}
                  aria-label={t('cert.remove', { name: certificate.name })}
                  onClick={() => remove.mutate({ certificateId: certificate.id })}
                >
                  {t('cert.remove', { name: '' })}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {mayWrite && (
          <>
            <div className={styles.pair}>
              <Field title={t('cert.name')}>
                {(id) => <Input id={id} maxLength={40} value={name} onChange={(event) => setName(event.target.value)} />}
              </Field>
              <Field title={t('cert.validTo')} help={t('cert.validToHint')}>
                {(id) => <DateField id={id} value={validTo} onChange={setValidTo} />}
              </Field>
            </div>
            {error && <ProblemView error={error} compact of="write" />}
            <span>
              <Button
                disabled={name.trim().length < 2}
                loading={save.isPending}
                onClick={() => save.mutate({ personId, name: name.trim(), validTo: validTo === '' ? null : validTo })}
              >
                {t('cert.add')}
              </Button>
            </span>
          </>
        )}
      </div>
    </Card>
  );
}
