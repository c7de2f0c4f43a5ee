import type { PortalMatter } from '@portcullis/contracts/portal/matter';
import { say } from '../words/say.js';

type Section = PortalMatter['notice']['sections'][number];

/** The parts that the page shows as the notice says them; the others it says itself, with what is true now. */
const SHOWN: readonly Section['id'][] = ['still_works', 'ends', 'why', 'how'];

export function shownSections(sections: readonly Section[]): Section[] {
  return SHOWN.flatMap((id) => sections.filter((section) => section.id === id));
}

export function sectionOf(sections: readonly Section[], id: Section['id']): Section | null {
  return sections.find((section) => section.id === id) ?? null;
}

/** The address of a link to this page, wherever it stands in a letter: nobody needs it who is here already. */
const OWN_LINK = /\S*\/open#\S+|\{portal-link\}/g;

/** The text of a letter without the link that opened this page. */
export function withoutLink(text: string): string {
  return text.replace(OWN_LINK, say('letter.link'));
}

/** Paragraphs of a plain text. */
export function paragraphsOf(text: string): string[] {
  return withoutLink(text)
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}
