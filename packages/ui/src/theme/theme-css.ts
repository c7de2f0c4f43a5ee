import {
  type ConvertCSSVariablesInput,
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from '@mantine/core';
import { theme } from './theme.js';

type Part = keyof ConvertCSSVariablesInput;
const PARTS: readonly Part[] = ['variables', 'light', 'dark'];

/**
 * The theme's variables as a style sheet, so that the page needs no style element made at run time
 * (a strict content security policy would refuse it). Only what differs from the library's own sheet.
 */
export function themeCss(): string {
  const own = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme));
  const base = defaultCssVariablesResolver(DEFAULT_THEME);
  const differing: ConvertCSSVariablesInput = { variables: {}, light: {}, dark: {} };
  for (const part of PARTS) {
    for (const [name, value] of Object.entries(own[part])) {
      if (base[part][name as `--${string}`] !== value) differing[part][name as `--${string}`] = value;
    }
  }
  const body = convertCssVariables(differing, ':root').replaceAll(/([;{}])(?=\S)/g, '$1\n');
  return `/* Generated from theme.ts by theme-css.spec.ts (vitest -u). */\n@layer theme {\n${body.trim()}\n}\n`;
}
