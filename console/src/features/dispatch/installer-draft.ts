import type { InstallerProfileView, SaveInstallerProfileInput } from '@mingdan/shared/contracts/roster';

type Shifts = NonNullable<SaveInstallerProfileInput['week']>[number];

/** An installer's profile while it is edited: as the fields hold it. */
export interface InstallerDraft {
  readonly skills: readonly string[];
  /** Null: the regions of the account. */
  readonly regions: readonly string[] | null;
  readonly base: string;
  readonly capacity: string;
  readonly visitMinutes: string;
  readonly week: readonly Shifts[] | null;
}

const WORKDAY: Shifts = [{ from: '08:00', to: '18:00' }];
/** What a weekly pattern begins with: six days' work, Sunday off. */
export const USUAL_WEEK: readonly Shifts[] = [WORKDAY, WORKDAY, WORKDAY, WORKDAY, WORKDAY, WORKDAY, []];

export function draftOf(view: InstallerProfileView): InstallerDraft {
  return {
    skills: view.skills,
    regions: view.regions,
    base: view.base === null ? '' : `${view.base.lat},${view.base.lng}`,
    capacity: String(view.capacity),
    visitMinutes: String(view.visitMinutes),
    week: view.week,
  };
}

/** Latitude and longitude from `39.9219,116.4437`, also with a Chinese comma or blanks; null for nothing, undefined for what is no point. */
export function readPoint(text: string): { lat: number; lng: number } | null | undefined {
  if (text.trim() === '') return null;
  const match = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,，\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text);
  if (!match) return undefined;
  const [lat, lng] = [Number(match[1]), Number(match[2])];
  return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? { lat, lng } : undefined;
}

/** What is sent; undefined while something cannot be. */
export function inputOf(view: InstallerProfileView, draft: InstallerDraft): SaveInstallerProfileInput | undefined {
  const base = readPoint(draft.base);
  const capacity = Number(draft.capacity);
  const visitMinutes = Number(draft.visitMinutes);
  const fine =
    Number.isInteger(capacity) &&
    capacity >= 1 &&
    capacity <= 30 &&
    Number.isInteger(visitMinutes) &&
    visitMinutes >= 0 &&
    visitMinutes <= 600;
  if (base === undefined || !fine || draft.visitMinutes === '' || draft.regions?.length === 0) return undefined;
  return {
    personId: view.personId,
    version: view.version,
    skills: [...draft.skills],
    regions: draft.regions && [...draft.regions],
    base,
    capacity,
    visitMinutes,
    week: draft.week?.map((shifts) => [...shifts]) ?? null,
  };
}
