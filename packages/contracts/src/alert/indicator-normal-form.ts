import { canonicalIp, canonicalNetwork } from './ip-normal-form.js';

// biome-ignore lint/suspicious/noControlCharactersInRegex: the whole ASCII range is meant
const ASCII = /^[\u0000-\u007f]*$/;

/**
 * The one spelling under which two alerts share a value. What does not look like its type is kept trimmed as it is:
 * a detector's odd value is still worth sharing. The empty string means that nothing is left.
 * `type` is itself in normal form (trimmed, lower case).
 */
export function normaliseIndicatorValue(type: string, raw: string): string {
  const trimmed = raw.trim();
  if (ASCII.test(trimmed)) return spelling(type, trimmed);
  // Once more at the end: in another case, letters with accents can come apart.
  return spelling(type, trimmed.normalize('NFC')).normalize('NFC');
}

function spelling(type: string, value: string): string {
  switch (type) {
    case 'ip':
      return canonicalIp(value) ?? value.toLowerCase();
    case 'network':
      return canonicalNetwork(value) ?? value.toLowerCase();
    case 'asn':
      return /^as\s?\d+$/i.test(value) ? value.slice(2).trim() : value;
    case 'email':
      return emailForm(value);
    case 'email_domain':
      return domainForm(value.replace(/^[@\s]+/, ''));
    case 'ja4':
      return value.toLowerCase();
    case 'phone':
      return /^[+\d][\d\s().\-/]*$/.test(value) ? value.replace(/[^+\d]/g, '') : value;
    case 'billing_country':
    case 'lei':
    case 'registry_number':
      return value.toUpperCase();
    case 'owner_name':
    case 'registered_address':
      return value.replace(/\s+/g, ' ');
    default:
      return value;
  }
}

function emailForm(value: string): string {
  const at = value.lastIndexOf('@');
  if (at < 0) return value.toLowerCase();
  return `${value.slice(0, at).toLowerCase()}@${domainForm(value.slice(at + 1))}`;
}

/** Lower case, without the root dot; an internationalised name in its ASCII form, which is what the network sees. */
function domainForm(value: string): string {
  const lower = withoutRoot(value).toLowerCase();
  if (ASCII.test(lower)) return lower;
  const url = URL.canParse(`http://${lower}/`) ? new URL(`http://${lower}/`) : undefined;
  return url !== undefined && url.pathname === '/' && url.port === '' && url.username === ''
    ? withoutRoot(url.hostname)
    : lower;
}

const withoutRoot = (name: string): string => name.replace(/[.\s]+$/, '');
