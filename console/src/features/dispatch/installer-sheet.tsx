import type { InstallerProfileView, installerProfile, saveInstallerProfile } from '@mingdan/shared/contracts/roster';
import { installerProfileMeta, saveInstallerProfileMeta } from '@mingdan/shared/contracts/roster.meta';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { useMay } from '../../lib/access.ts';
import { problemOf } from '../../lib/problem.ts';
import { contractQuery, useWrite } from '../../lib/query.ts';
import { Field } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { Certificates } from './certificates.tsx';
import { draftOf, type InstallerDraft, inputOf, readPoint, USUAL_WEEK } from './installer-draft.ts';
import { Leaves } from './leaves.tsx';
import { t } from './messages.ts';
import styles from './roster.module.css';
import { ShiftsField } from './shifts-field.tsx';
import { regionNames, TerritoryField } from './territory-field.tsx';

/** Everything that dispatch knows of one installer, to be edited. */
export function InstallerSheet({ personId, onClose }: { personId: string | undefined; onClose: () => void }) {
  const query = useQuery({
    ...contractQuery<typeof installerProfile>(installerProfileMeta, { personId: personId ?? '' }),
    enabled: personId !== undefined,
  });
  return (
    <Sheet open={personId !== undefined} onClose={onClose} width={520} title={t('installer.title', { name: query.data?.name ?? '' })}>
      <QueryBoundary query={query} compact>
        {(view) => (
          <div className={styles.form}>
            <ProfileForm key={view.version} view={view} />
            <Certificates personId={view.personId} certificates={view.certificates} />
            <Leaves personId={view.personId} leaves={view.leaves} />
          </div>
        )}
      </QueryBoundary>
    </Sheet>
  );
}

function ProfileForm({ view }: { view: InstallerProfileView }) {
  const { message } = App.useApp();
  const mayWrite = useMay('roster:write');
  const [draft, setDraft] = useState<InstallerDraft>(() => draftOf(view));
  const change = (part: Partial<InstallerDraft>) => setDraft({ ...draft, ...part });
  const write = useWrite<typeof saveInstallerProfile>(saveInstallerProfileMeta, {
    onDone: () => void message.success(t('installer.saved')),
  });
  const input = inputOf(view, draft);
  const faults = new Map(problemOf(write.error).fields.map((field) => [field.path, field.message]));
  return (
    <Card>
      <div className={styles.form}>
        {view.version === 0 && <p role="status">{t('installer.new')}</p>}
        <p className="muted">
          {view.rating
            ? t('installer.rating', { average: view.rating.average.toFixed(1), count: view.rating.count })
            : t('installer.noRating')}
        </p>
        <Field title={t('installer.skills')} help={t('installer.skillsHint')}>
          {(id) => (
            <Select
              id={id}
              mode="tags"
              value={[...draft.skills]}
              onChange={(skills: string[]) => change({ skills: skills.includes('*') ? ['*'] : skills })}
              options={[
                { value: '*', label: t('installer.allSkills') },
                ...view.knownSkills.map((skill) => ({ value: skill, label: skill })),
              ]}
            />
          )}
        </Field>
        <div className={styles.field}>
          <span>{t('installer.territory')}</span>
          <Checkbox
            checked={draft.regions !== null}
            onChange={(event) => change({ regions: event.target.checked ? [...view.accountRegions] : null })}
          >
            {t('installer.ownTerritory')}
          </Checkbox>
          {draft.regions === null ? (
            <span className="muted">{t('installer.accountTerritory', { regions: regionNames(view.accountRegions) })}</span>
          ) : (
            <TerritoryField value={draft.regions} onChange={(regions) => change({ regions })} />
          )}
        </div>
        <div className={styles.pair}>
          <Field title={t('installer.capacity')}>
            {(id) => (
              <Input
                id={id}
                inputMode="numeric"
                maxLength={2}
                value={draft.capacity}
                onChange={(event) => change({ capacity: event.target.value.trim() })}
              />
            )}
          </Field>
          <Field title={t('installer.minutes')} help={t('installer.minutesHint')}>
            {(id) => (
              <Input
                id={id}
                inputMode="numeric"
                maxLength={3}
                value={draft.visitMinutes}
                onChange={(event) => change({ visitMinutes: event.target.value.trim() })}
              />
            )}
          </Field>
        </div>
        <Field
          title={t('installer.base')}
          help={t('installer.baseHint')}
          problem={readPoint(draft.base) === undefined ? t('installer.badBase') : undefined}
        >
          {(id) => <Input id={id} value={draft.base} maxLength={60} onChange={(event) => change({ base: event.target.value })} />}
        </Field>
        <div className={styles.field}>
          <Checkbox
            checked={draft.week !== null}
            onChange={(event) => change({ week: event.target.checked ? USUAL_WEEK.map((shifts) => [...shifts]) : null })}
          >
            {t('installer.keepWeek')}
          </Checkbox>
          {draft.week === null ? (
            <span className="muted">{t('installer.noWeek')}</span>
          ) : (
            draft.week.map((shifts, index) => (
              <div key={t(`weekday.${index as 0}`)}>
                <ShiftsField
                  title={t(`weekday.${index as 0}`)}
                  value={shifts}
                  onChange={(next) =>
                    change({ week: draft.week!.map((each, at) => (at === index ? next.map((span) => ({ ...span })) : each)) })
                  }
                />
                {faults.has(`week.${index}`) && <span role="alert">{faults.get(`week.${index}`)}</span>}
              </div>
            ))
          )}
        </div>
        {write.isError && <ProblemView error={write.error} compact of="write" />}
        {mayWrite && (
          <Button type="primary" disabled={input === undefined} loading={write.isPending} onClick={() => input && write.mutate(input)}>
            {t('installer.save')}
          </Button>
        )}
      </div>
    </Card>
  );
}
