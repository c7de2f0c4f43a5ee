import type { PortalMatter } from '@portcullis/contracts/portal/matter';

type Section = PortalMatter['notice']['sections'][number];

/** The parts that the page shows as the notice says them; the others it says itself, with what is true now. */
const SHOWN: readonly Section['id'][] = ['still_works', 'ends', 'why', 'how'];

export function shownSections(sections: readonly Section[]): Section[] {
  return SHOWN.flatMap((id) => sections.filter((section) => section.id === id));
}

export function sectionOf(sections: readonly Section[], id: Section['id']): Section | null {
  return sections.find((section) => section.id === id) ?? null;
}

/** Paragraphs of a plain text. */
export function paragraphsOf(text: string): string[] {
  return text
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}
