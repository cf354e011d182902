interface Member {
  readonly installerId: string;
  readonly weight: number;
}

const LARGEST = 100;

/** The crew after somebody was pressed: who is on it leaves; who is not joins, in place of the last where it is full. Weights as the template says, else one. */
export function nextCrew(crew: readonly Member[], installerId: string, size: number, weights: readonly number[]): readonly Member[] {
  const isOn = crew.some((member) => member.installerId === installerId);
  const ids = crew.map((member) => member.installerId);
  const next = isOn ? ids.filter((id) => id !== installerId) : [...ids.slice(0, size - 1), installerId];
  return next.map((id, place) => ({ installerId: id, weight: weights[place] ?? 1 }));
}

/** The same crew with another weight at a place, kept within what the server takes. */
export function weightAt(crew: readonly Member[], place: number, weight: number): readonly Member[] {
  const whole = Math.min(LARGEST, Math.max(1, Math.round(weight) || 1));
  return crew.map((member, index) => (index === place ? { ...member, weight: whole } : member));
}
