import type { DispatchCandidatesOutput } from '@mingdan/shared/contracts/dispatch-board';
import { kmText } from '@mingdan/shared/kernel/metres';
import { Button } from 'antd';
import { Money } from '../../ui/money.tsx';
import { Tag } from '../../ui/tag.tsx';
import { t } from './messages.ts';
import styles from './panel.module.css';

type Candidate = DispatchCandidatesOutput['candidates'][number];
type Excluded = DispatchCandidatesOutput['excluded'][number];

/** Who may be asked, best first, each with how the score came about. */
export function CandidateList({
  candidates,
  chosen,
  seesPay,
  onToggle,
}: {
  candidates: readonly Candidate[];
  chosen: readonly string[];
  seesPay: boolean;
  onToggle: (installerId: string) => void;
}) {
  return (
    <ul className={styles.people}>
      {candidates.map((candidate) => {
        const isChosen = chosen.includes(candidate.installerId);
        return (
          <li key={candidate.installerId} className={`${styles.candidate} ${isChosen ? styles.chosen : ''}`}>
            <div className={styles.who}>
              <span className={styles.line}>
                <strong className={styles.name}>{candidate.name}</strong>
                <span className={`num ${styles.score}`}>{candidate.score.toFixed(1)}</span>
                {candidate.notes.map((note) => (
                  <Tag key={note} dot={false}>
                    {note}
                  </Tag>
                ))}
              </span>
              <span className={styles.facts}>
                <span className="num">{candidate.distanceKm === null ? t('panel.noDistance') : kmText(candidate.distanceKm)}</span>
                <span className="num">{t('panel.load', { load: candidate.load, capacity: candidate.capacity })}</span>
                {candidate.outletName !== null && <span className={styles.outlet}>{candidate.outletName}</span>}
              </span>
              <Overlaps words={candidate.overlaps} />
              <details className={styles.why}>
                <summary>
                  <span className="sr-only">{candidate.name} </span>
                  {t('panel.score', { score: candidate.score.toFixed(2) })}
                </summary>
                <ul>
                  {candidate.parts.map((part) => (
                    <li key={part.key}>
                      <span className={styles.meter} aria-hidden="true">
                        <span className={part.known ? '' : styles.unknown} style={{ width: `${(part.points / part.weight) * 100}%` }} />
                      </span>
                      {part.text}
                    </li>
                  ))}
                </ul>
              </details>
            </div>
            {seesPay && (
              <span className={styles.pay}>
                <Money fen={candidate.pay} />
                <span className={styles.small}>{t('panel.pay')}</span>
              </span>
            )}
            <Button type={isChosen ? 'primary' : 'default'} aria-pressed={isChosen} onClick={() => onToggle(candidate.installerId)}>
              {t(isChosen ? 'panel.picked' : 'panel.choose')}
              <span className="sr-only"> {candidate.name}</span>
            </Button>
          </li>
        );
      })}
    </ul>
  );
}

/** What somebody holds in the same hours already: it is told, and the dispatcher decides. */
function Overlaps({ words }: { words: readonly string[] }) {
  return words.map((each) => (
    <span key={each} className={styles.overlap}>
      {each}
    </span>
  ));
}

/** Who may not, with every reason; some may be chosen all the same, with a reason. */
export function ExcludedList({
  excluded,
  chosen,
  onToggle,
}: {
  excluded: readonly Excluded[];
  chosen: readonly string[];
  onToggle: (installerId: string) => void;
}) {
  if (excluded.length === 0) return null;
  return (
    <details className={styles.excluded}>
      <summary>{t('panel.excluded', { count: excluded.length })}</summary>
      <ul className={styles.people}>
        {excluded.map(({ installerId, name, outletName, rules, overlaps, overridable }) => {
          const isChosen = chosen.includes(installerId);
          return (
            <li key={installerId} className={`${styles.candidate} ${isChosen ? styles.chosen : ''}`}>
              <div className={styles.who}>
                <span className={styles.line}>
                  <strong className={styles.name}>{name}</strong>
                  {outletName !== null && <span className={styles.outlet}>{outletName}</span>}
                </span>
                <ul className={styles.rules}>
                  {rules.map(({ rule, text }) => (
                    <li key={rule}>{text}</li>
                  ))}
                </ul>
                <Overlaps words={overlaps} />
              </div>
              {overridable ? (
                <Button type={isChosen ? 'primary' : 'default'} aria-pressed={isChosen} onClick={() => onToggle(installerId)}>
                  {t(isChosen ? 'panel.picked' : 'panel.chooseAll')}
                  <span className="sr-only"> {name}</span>
                </Button>
              ) : (
                <span className="muted nowrap">{t('panel.cannot')}</span>
              )}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
