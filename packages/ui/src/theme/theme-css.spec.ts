import { expect, it } from 'vitest';
import { themeCss } from './theme-css.js';

it('the committed style sheet says what the theme says', async () => {
  await expect(themeCss()).toMatchFileSnapshot('./theme.css');
});
