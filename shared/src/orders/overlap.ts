/** Hours of one day, `HH:MM`, the end not included. */
interface Hours {
  readonly from: string;
  readonly to: string;
}

/** Whether two visits of a day were promised some of the same hours. Touching ends share none. */
export function shareHours(a: Hours, b: Hours): boolean {
  return a.from < b.to && b.from < a.to;
}
