import type { CultureName } from './cultures.js';

export interface City {
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
}

export interface Country {
  /** ISO 3166-1 alpha-2. */
  readonly code: string;
  readonly culture: CultureName;
  /** BCP 47. */
  readonly language: string;
  readonly utcOffsetHours: number;
  readonly currency: string;
  readonly cities: readonly City[];
  /** Share of ordinary customers, relative. */
  readonly weight: number;
}

const city = (name: string, latitude: number, longitude: number): City => ({ name, latitude, longitude });

export const countries = [
  {
    code: 'US',
    culture: 'english',
    language: 'en',
    utcOffsetHours: -5,
    currency: 'USD',
    weight: 30,
    cities: [city('Boston', 42.36, -71.06), city('Denver', 39.74, -104.99), city('Seattle', 47.61, -122.33)],
  },
  {
    code: 'CA',
    culture: 'english',
    language: 'en',
    utcOffsetHours: -5,
    currency: 'CAD',
    weight: 6,
    cities: [city('Toronto', 43.65, -79.38), city('Halifax', 44.65, -63.58)],
  },
  {
    code: 'GB',
    culture: 'english',
    language: 'en',
    utcOffsetHours: 0,
    currency: 'GBP',
    weight: 9,
    cities: [city('London', 51.51, -0.13), city('Leeds', 53.8, -1.55)],
  },
  {
    code: 'IE',
    culture: 'english',
    language: 'en',
    utcOffsetHours: 0,
    currency: 'EUR',
    weight: 2,
    cities: [city('Dublin', 53.35, -6.26), city('Galway', 53.27, -9.05)],
  },
  {
    code: 'AU',
    culture: 'english',
    language: 'en',
    utcOffsetHours: 10,
    currency: 'AUD',
    weight: 5,
    cities: [city('Perth', -31.95, 115.86), city('Melbourne', -37.81, 144.96)],
  },
  {
    code: 'NZ',
    culture: 'english',
    language: 'en',
    utcOffsetHours: 12,
    currency: 'NZD',
    weight: 1,
    cities: [city('Wellington', -41.29, 174.78)],
  },
  {
    code: 'DE',
    culture: 'german',
    language: 'de',
    utcOffsetHours: 1,
    currency: 'EUR',
    weight: 8,
    cities: [city('Hamburg', 53.55, 9.99), city('Leipzig', 51.34, 12.37)],
  },
  {
    code: 'AT',
    culture: 'german',
    language: 'de',
    utcOffsetHours: 1,
    currency: 'EUR',
    weight: 1,
    cities: [city('Graz', 47.07, 15.44)],
  },
  {
    code: 'CH',
    culture: 'german',
    language: 'de',
    utcOffsetHours: 1,
    currency: 'CHF',
    weight: 2,
    cities: [city('Basel', 47.56, 7.59)],
  },
  {
    code: 'FR',
    culture: 'french',
    language: 'fr',
    utcOffsetHours: 1,
    currency: 'EUR',
    weight: 6,
    cities: [city('Lyon', 45.76, 4.84), city('Nantes', 47.22, -1.55)],
  },
  {
    code: 'BE',
    culture: 'dutch',
    language: 'nl',
    utcOffsetHours: 1,
    currency: 'EUR',
    weight: 1,
    cities: [city('Gent', 51.05, 3.72)],
  },
  {
    code: 'NL',
    culture: 'dutch',
    language: 'nl',
    utcOffsetHours: 1,
    currency: 'EUR',
    weight: 3,
    cities: [city('Utrecht', 52.09, 5.12)],
  },
  {
    code: 'ES',
    culture: 'spanish',
    language: 'es',
    utcOffsetHours: 1,
    currency: 'EUR',
    weight: 3,
    cities: [city('Valencia', 39.47, -0.38)],
  },
  {
    code: 'PT',
    culture: 'portuguese',
    language: 'pt',
    utcOffsetHours: 0,
    currency: 'EUR',
    weight: 1,
    cities: [city('Porto', 41.15, -8.61)],
  },
  {
    code: 'IT',
    culture: 'italian',
    language: 'it',
    utcOffsetHours: 1,
    currency: 'EUR',
    weight: 3,
    cities: [city('Bologna', 44.49, 11.34)],
  },
  {
    code: 'SE',
    culture: 'nordic',
    language: 'sv',
    utcOffsetHours: 1,
    currency: 'SEK',
    weight: 2,
    cities: [city('Göteborg', 57.71, 11.97)],
  },
  {
    code: 'NO',
    culture: 'nordic',
    language: 'nb',
    utcOffsetHours: 1,
    currency: 'NOK',
    weight: 1,
    cities: [city('Bergen', 60.39, 5.32)],
  },
  {
    code: 'DK',
    culture: 'nordic',
    language: 'da',
    utcOffsetHours: 1,
    currency: 'DKK',
    weight: 1,
    cities: [city('Aarhus', 56.16, 10.2)],
  },
  {
    code: 'PL',
    culture: 'polish',
    language: 'pl',
    utcOffsetHours: 1,
    currency: 'PLN',
    weight: 3,
    cities: [city('Wrocław', 51.11, 17.04)],
  },
  {
    code: 'RO',
    culture: 'romanian',
    language: 'ro',
    utcOffsetHours: 2,
    currency: 'RON',
    weight: 1,
    cities: [city('Cluj-Napoca', 46.77, 23.6)],
  },
  {
    code: 'BG',
    culture: 'bulgarian',
    language: 'bg',
    utcOffsetHours: 2,
    currency: 'EUR',
    weight: 1,
    cities: [city('Варна', 43.21, 27.91)],
  },
  {
    code: 'GR',
    culture: 'greek',
    language: 'el',
    utcOffsetHours: 2,
    currency: 'EUR',
    weight: 1,
    cities: [city('Θεσσαλονίκη', 40.64, 22.94)],
  },
  {
    code: 'UA',
    culture: 'ukrainian',
    language: 'uk',
    utcOffsetHours: 2,
    currency: 'UAH',
    weight: 2,
    cities: [city('Львів', 49.84, 24.03)],
  },
  {
    code: 'KZ',
    culture: 'russian',
    language: 'ru',
    utcOffsetHours: 5,
    currency: 'KZT',
    weight: 1,
    cities: [city('Алматы', 43.24, 76.95)],
  },
  {
    code: 'GE',
    culture: 'georgian',
    language: 'ka',
    utcOffsetHours: 4,
    currency: 'GEL',
    weight: 1,
    cities: [city('თბილისი', 41.72, 44.79)],
  },
  {
    code: 'TR',
    culture: 'turkish',
    language: 'tr',
    utcOffsetHours: 3,
    currency: 'TRY',
    weight: 2,
    cities: [city('İzmir', 38.42, 27.14)],
  },
  {
    code: 'IL',
    culture: 'hebrew',
    language: 'he',
    utcOffsetHours: 2,
    currency: 'ILS',
    weight: 2,
    cities: [city('חיפה', 32.79, 34.99)],
  },
  {
    code: 'AE',
    culture: 'arabic',
    language: 'ar',
    utcOffsetHours: 4,
    currency: 'AED',
    weight: 2,
    cities: [city('دبي', 25.2, 55.27)],
  },
  {
    code: 'JO',
    culture: 'arabic',
    language: 'ar',
    utcOffsetHours: 3,
    currency: 'JOD',
    weight: 1,
    cities: [city('عمّان', 31.95, 35.93)],
  },
  {
    code: 'EG',
    culture: 'arabic',
    language: 'ar',
    utcOffsetHours: 2,
    currency: 'EGP',
    weight: 1,
    cities: [city('الإسكندرية', 31.2, 29.92)],
  },
  {
    code: 'IN',
    culture: 'hindi',
    language: 'hi',
    utcOffsetHours: 5.5,
    currency: 'INR',
    weight: 9,
    cities: [city('पुणे', 18.52, 73.86), city('जयपुर', 26.91, 75.79)],
  },
  {
    code: 'BD',
    culture: 'bengali',
    language: 'bn',
    utcOffsetHours: 6,
    currency: 'BDT',
    weight: 1,
    cities: [city('চট্টগ্রাম', 22.36, 91.78)],
  },
  {
    code: 'SG',
    culture: 'chineseSimplified',
    language: 'en',
    utcOffsetHours: 8,
    currency: 'SGD',
    weight: 4,
    cities: [city('Singapore', 1.35, 103.82)],
  },
  {
    code: 'MY',
    culture: 'indonesian',
    language: 'ms',
    utcOffsetHours: 8,
    currency: 'MYR',
    weight: 2,
    cities: [city('Johor Bahru', 1.49, 103.74)],
  },
  {
    code: 'ID',
    culture: 'indonesian',
    language: 'id',
    utcOffsetHours: 7,
    currency: 'IDR',
    weight: 3,
    cities: [city('Bandung', -6.92, 107.61)],
  },
  {
    code: 'PH',
    culture: 'spanish',
    language: 'en',
    utcOffsetHours: 8,
    currency: 'PHP',
    weight: 2,
    cities: [city('Cebu', 10.32, 123.89)],
  },
  {
    code: 'TH',
    culture: 'thai',
    language: 'th',
    utcOffsetHours: 7,
    currency: 'THB',
    weight: 1,
    cities: [city('เชียงใหม่', 18.79, 98.98)],
  },
  {
    code: 'VN',
    culture: 'vietnamese',
    language: 'vi',
    utcOffsetHours: 7,
    currency: 'VND',
    weight: 2,
    cities: [city('Đà Nẵng', 16.05, 108.2)],
  },
  {
    code: 'TW',
    culture: 'chineseTraditional',
    language: 'zh-Hant',
    utcOffsetHours: 8,
    currency: 'TWD',
    weight: 2,
    cities: [city('台中', 24.15, 120.67)],
  },
  {
    code: 'HK',
    culture: 'chineseTraditional',
    language: 'zh-Hant',
    utcOffsetHours: 8,
    currency: 'HKD',
    weight: 1,
    cities: [city('香港', 22.32, 114.17)],
  },
  {
    code: 'JP',
    culture: 'japanese',
    language: 'ja',
    utcOffsetHours: 9,
    currency: 'JPY',
    weight: 6,
    cities: [city('神戸', 34.69, 135.2), city('仙台', 38.27, 140.87)],
  },
  {
    code: 'KR',
    culture: 'korean',
    language: 'ko',
    utcOffsetHours: 9,
    currency: 'KRW',
    weight: 4,
    cities: [city('부산', 35.18, 129.08)],
  },
  {
    code: 'BR',
    culture: 'portuguese',
    language: 'pt-BR',
    utcOffsetHours: -3,
    currency: 'BRL',
    weight: 5,
    cities: [city('Recife', -8.05, -34.88), city('Curitiba', -25.43, -49.27)],
  },
  {
    code: 'MX',
    culture: 'spanish',
    language: 'es-MX',
    utcOffsetHours: -6,
    currency: 'MXN',
    weight: 3,
    cities: [city('Puebla', 19.04, -98.21)],
  },
  {
    code: 'CO',
    culture: 'spanish',
    language: 'es-CO',
    utcOffsetHours: -5,
    currency: 'COP',
    weight: 2,
    cities: [city('Medellín', 6.24, -75.58)],
  },
  {
    code: 'AR',
    culture: 'spanish',
    language: 'es-AR',
    utcOffsetHours: -3,
    currency: 'ARS',
    weight: 2,
    cities: [city('Rosario', -32.94, -60.65)],
  },
  {
    code: 'CL',
    culture: 'spanish',
    language: 'es-CL',
    utcOffsetHours: -4,
    currency: 'CLP',
    weight: 1,
    cities: [city('Valparaíso', -33.05, -71.61)],
  },
  {
    code: 'NG',
    culture: 'african',
    language: 'en',
    utcOffsetHours: 1,
    currency: 'NGN',
    weight: 2,
    cities: [city('Ibadan', 7.38, 3.95)],
  },
  {
    code: 'KE',
    culture: 'african',
    language: 'en',
    utcOffsetHours: 3,
    currency: 'KES',
    weight: 1,
    cities: [city('Mombasa', -4.04, 39.67)],
  },
  {
    code: 'ZA',
    culture: 'african',
    language: 'en',
    utcOffsetHours: 2,
    currency: 'ZAR',
    weight: 2,
    cities: [city('Durban', -29.86, 31.02)],
  },
] as const satisfies readonly Country[];

export type CountryCode = (typeof countries)[number]['code'];

const byCode = new Map<string, Country>(countries.map((country) => [country.code, country]));

export function country(code: string): Country {
  const found = byCode.get(code);
  if (!found) throw new RangeError(`No country ${code} in the simulator's list`);
  return found;
}

export const countryWeights: readonly (readonly [Country, number])[] = countries.map((c) => [c, c.weight]);

/**
 * Where a made-up policy does not sell. The letters are user-assigned codes of ISO 3166-1 (never given to a country),
 * because the demo takes no side on real jurisdictions; a deployer's own table replaces them.
 */
export const restrictedJurisdictions: readonly {
  code: string;
  label: string;
  utcOffsetHours: number;
  latitude: number;
  longitude: number;
  city: string;
}[] = [
  { code: 'XA', label: 'Unsupported region A', utcOffsetHours: 8, latitude: 35, longitude: 105, city: 'Region A hub' },
  { code: 'XB', label: 'Unsupported region B', utcOffsetHours: 3, latitude: 60, longitude: 60, city: 'Region B hub' },
];
