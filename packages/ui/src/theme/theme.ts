import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The one accent. Shade 6 carries white text at 6.6:1; shade 4 reads on dark surfaces at 7:1. */
const accent: MantineColorsTuple = [
  '#eef2fd',
  '#dbe3fa',
  '#b5c5f3',
  '#8ea7ee',
  '#7f9cf0',
  '#4a6fdc',
  '#3358c7',
  '#2a49a8',
  '#223b88',
  '#1b2f6c',
];

const gray: MantineColorsTuple = [
  '#f7f8f9',
  '#f0f1f4',
  '#e3e6ea',
  '#d2d6dc',
  '#b3bac4',
  '#8a929f',
  '#5f6875',
  '#474f5a',
  '#313740',
  '#1d2127',
];

/** Index 7 is the body of the dark scheme, 6 what is raised on it, 4 its hairline. */
const dark: MantineColorsTuple = [
  '#e4e7eb',
  '#c3c9d1',
  '#9aa3af',
  '#6c7683',
  '#363c46',
  '#2a2f37',
  '#1e2228',
  '#15181c',
  '#101316',
  '#0b0d0f',
];

const system = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif";
const mono = "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', 'Liberation Mono', monospace";

export const theme = createTheme({
  colors: { accent, gray, dark },
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 6 },
  white: '#ffffff',
  black: '#171a1f',
  fontFamily: system,
  fontFamilyMonospace: mono,
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.5', xl: '1.35' },
  spacing: { xs: '0.375rem', sm: '0.5rem', md: '0.75rem', lg: '1rem', xl: '1.5rem' },
  radius: { xs: '2px', sm: '3px', md: '4px', lg: '6px', xl: '8px' },
  defaultRadius: 'sm',
  headings: {
    fontFamily: system,
    fontWeight: '600',
    textWrap: 'balance',
    sizes: {
      h1: { fontSize: '1.25rem', lineHeight: '1.3' },
      h2: { fontSize: '1rem', lineHeight: '1.35' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
      h4: { fontSize: '0.8125rem', lineHeight: '1.4' },
      h5: { fontSize: '0.8125rem', lineHeight: '1.4' },
      h6: { fontSize: '0.75rem', lineHeight: '1.4' },
    },
  },
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 32 } },
    TextInput: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs', autosize: true, minRows: 3 } },
    Select: { defaultProps: { size: 'xs', allowDeselect: false, comboboxProps: { transitionProps: { duration: 0 } } } },
    NativeSelect: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Radio: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs', transitionDuration: 0 } },
    Tooltip: { defaultProps: { openDelay: 250, transitionProps: { duration: 0 }, withArrow: false, multiline: true } },
    Menu: { defaultProps: { transitionProps: { duration: 0 }, shadow: 'sm' } },
    Popover: { defaultProps: { transitionProps: { duration: 0 }, shadow: 'sm' } },
    Modal: {
      defaultProps: { transitionProps: { duration: 0 }, centered: false, overlayProps: { backgroundOpacity: 0.35 } },
    },
    Drawer: { defaultProps: { transitionProps: { duration: 0 } } },
    Tabs: { defaultProps: { keepMounted: false } },
  },
});
