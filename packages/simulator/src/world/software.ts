import { mix } from '../random.js';

const hex = (seed: number, digits: number) => {
  let out = '';
  for (let i = 0; out.length < digits; i += 1)
    out += mix(seed, i + 1)
      .toString(16)
      .padStart(8, '0');
  return out.slice(0, digits);
};

export function ja4(seed: number): string {
  return `t13d${15 + (seed % 3)}${16 + (seed % 4)}h2_${hex(seed, 12)}_${hex(seed + 7, 12)}`;
}

/** What most customers' programs present; shared by everyone, so it links no one. */
export const popularClients: readonly { readonly ja4: string; readonly userAgent: string }[] = [
  { ja4: ja4(1001), userAgent: 'python-httpx/0.28.1' },
  { ja4: ja4(1002), userAgent: 'node' },
  { ja4: ja4(1003), userAgent: 'Go-http-client/2.0' },
  { ja4: ja4(1004), userAgent: 'okhttp/5.1.0' },
  { ja4: ja4(1005), userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Portolan/141.0' },
  { ja4: ja4(1006), userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Portolan/141.0' },
];

/** Gateways that honest customers run in front of many users. */
export const gatewayClients: readonly { readonly ja4: string; readonly userAgent: string }[] = [
  { ja4: ja4(1101), userAgent: 'litellm-proxy/1.74' },
  { ja4: ja4(1102), userAgent: 'openturnstile-gateway/3.1' },
];

/** Made-up relay programs, as a catalogue of bypass software would name them. */
export const relayPrograms: readonly { readonly name: string; readonly ja4: string; readonly userAgent: string }[] = [
  { name: 'ferryman', ja4: ja4(1201), userAgent: 'ferryman/0.9.4' },
  { name: 'backstairs', ja4: ja4(1202), userAgent: 'python-httpx/0.28.1' },
  { name: 'lanternway', ja4: ja4(1203), userAgent: 'node' },
];
