import type { MessageTemplateView } from '@mingdan/shared/contracts/message-templates';
import styles from './message-templates.module.css';
import { t } from './messages.ts';

/** Variables 变量 of a notice: a press puts one where the cursor is. */
export function VariableChips({ variables, onInsert }: { variables: MessageTemplateView['variables']; onInsert: (name: string) => void }) {
  return (
    <div>
      <p className={styles.hint}>{t('variables')}</p>
      <div className={styles.chips}>
        {variables.map(({ name, example }) => (
          <button
            key={name}
            type="button"
            className={styles.chip}
            title={t('variables.example', { example })}
            // the box keeps the cursor
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onInsert(name)}
          >
            {name}
          </button>
        ))}
      </div>
    </div>
  );
}
