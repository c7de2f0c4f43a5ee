import type { Page } from 'playwright-core';

/** Pixels by which the page is wider than a window of this width. */
export async function overflowAt(page: Page, width: number): Promise<number> {
  const before = page.viewportSize();
  await page.setViewportSize({ width, height: 640 });
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
  if (before) await page.setViewportSize(before);
  return wide - width;
}

/** What can be hit with a finger and is lower than `least` pixels. Links within a sentence are as high as it is. */
export function smallTargets(page: Page, least: number): Promise<string[]> {
  return page.evaluate<string[]>(`
    [...document.querySelectorAll('button, .button, select, summary, label:has(input), input[type=text], textarea')]
      .filter((one) => one.getClientRects().length > 0 && one.getBoundingClientRect().height < ${least})
      .map((one) => one.outerHTML)`);
}
