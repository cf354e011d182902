/** What an offer says of a place in a crew. */
export interface PlaceOffer {
  readonly place: number;
  readonly status: 'offered' | 'accepted' | 'refused' | 'expired' | 'withdrawn';
  readonly installer_id: string;
}

/** Stands for a place that nobody has been found for, where pay is estimated. */
const SOMEBODY = 'place-';

/** Places of a crew that no offer stands or was accepted for, the leader's first. */
export function openPlaces(size: number, offers: readonly PlaceOffer[]): readonly number[] {
  return Array.from({ length: size }, (_, place) => place).filter(
    (place) => !offers.some((offer) => offer.place === place && (offer.status === 'offered' || offer.status === 'accepted')),
  );
}

/** Who is asked or has accepted, by place. */
export function standingCrew(offers: readonly PlaceOffer[]): ReadonlyMap<number, string> {
  return new Map(
    offers.filter(({ status }) => status === 'offered' || status === 'accepted').map(({ place, installer_id }) => [place, installer_id]),
  );
}

/** The crew as pay is estimated for one candidate: weights as the template says, somebody unknown where nobody stands yet. */
export function crewWith(
  weights: readonly number[],
  standing: ReadonlyMap<number, string>,
  candidate: { readonly installerId: string; readonly place: number },
): readonly { readonly installer: string; readonly weight: number }[] {
  return weights.map((weight, place) => ({
    installer: place === candidate.place ? candidate.installerId : (standing.get(place) ?? `${SOMEBODY}${place}`),
    weight,
  }));
}
