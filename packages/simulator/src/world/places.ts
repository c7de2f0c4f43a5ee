import { type Country, countries, country, countryWeights, restrictedJurisdictions } from '../names/countries.js';
import type { Random } from '../random.js';

/** A place that somebody claims to work from, or works from. */
export interface Place {
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly utcOffsetHours: number;
}

export function placeIn(random: Random, home: Country): Place {
  const city = random.pick(home.cities);
  return {
    city: city.name,
    country: home.code,
    latitude: city.latitude,
    longitude: city.longitude,
    utcOffsetHours: home.utcOffsetHours,
  };
}

export function restrictedPlace(random: Random): Place {
  const region = random.weighted(restrictedJurisdictions.map((r, i) => [r, i === 0 ? 3 : 1] as const));
  return {
    city: region.city,
    country: region.code,
    latitude: region.latitude,
    longitude: region.longitude,
    utcOffsetHours: region.utcOffsetHours,
  };
}

export function anyCountry(random: Random): Country {
  return random.weighted(countryWeights);
}

export const allCountries: readonly Country[] = countries;
export { country };

export function distanceKm(a: Place, b: Place): number {
  const rad = Math.PI / 180;
  const dLat = (b.latitude - a.latitude) * rad;
  const dLon = (b.longitude - a.longitude) * rad;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.latitude * rad) * Math.cos(b.latitude * rad) * Math.sin(dLon / 2) ** 2;
  return 12742 * Math.asin(Math.sqrt(h));
}

/** What light in fibre and a usual detour explain, there and back, in milliseconds. */
export function explainedRoundTripMs(km: number): number {
  return Math.round(4 + (km * 2 * 1.5) / 200);
}
