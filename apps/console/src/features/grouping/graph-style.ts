import type cytoscape from 'cytoscape';

const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/**
 * How nodes and links look, in the colours of the page as it is now.
 * @param size of an attribute, in the picture's own units: the picture is scaled to its frame
 */
export function graphStyle(size: number): cytoscape.StylesheetJson {
  const [text, quiet, canvas, accent] = ['--pc-text', '--pc-text-3', '--pc-canvas', '--pc-accent'].map(colour) as [
    string,
    string,
    string,
    string,
  ];
  const label = {
    label: 'data(label)',
    'font-size': size * 0.95,
    'font-family': getComputedStyle(document.body).fontFamily,
    color: text,
    'text-wrap': 'wrap',
    'text-background-color': canvas,
    'text-background-opacity': 0.85,
    'text-background-padding': `${size * 0.15}px`,
  } as const;
  return [
    {
      selector: 'node',
      style: {
        'background-color': colour('--pc-chart-mark'),
        width: size * 0.55,
        height: size * 0.55,
        'border-width': size * 0.06,
        'border-color': canvas,
        'overlay-opacity': 0,
      },
    },
    {
      selector: 'node.attribute',
      style: { shape: 'diamond', width: size, height: size, 'background-color': colour('--pc-tone-ask') },
    },
    { selector: 'node.hub', style: { 'background-color': quiet, color: quiet } },
    { selector: 'node.named, node.told, node.attribute.chosen, node.attribute.way', style: label },
    // Hollow, and not in another colour alone. The ground covers what runs to the middle.
    {
      selector: 'node.outside, node.unknown',
      style: {
        'background-color': canvas,
        'border-width': size * 0.12,
        'border-color': colour('--pc-chart-mark'),
      },
    },
    { selector: 'node.unknown', style: { 'border-style': 'dashed' } },
    // Names of subjects stand below, those of attributes above: they meet less.
    { selector: 'node', style: { 'text-valign': 'bottom', 'text-margin-y': size * 0.2 } },
    { selector: 'node.attribute', style: { 'text-valign': 'top', 'text-margin-y': -size * 0.25 } },
    { selector: 'node.hub', style: { color: quiet } },
    {
      selector: 'edge',
      style: {
        width: 'data(width)',
        'line-color': colour('--pc-line-strong'),
        'curve-style': 'haystack',
        'overlay-opacity': 0,
      },
    },
    { selector: 'edge.hub', style: { 'line-style': 'dashed', opacity: 0.55 } },
    { selector: '.gone', style: { display: 'none' } },
    { selector: '.quiet', style: { opacity: 0.3 } },
    { selector: 'edge.near', style: { 'line-color': accent } },
    { selector: 'node.chosen', style: { 'border-width': size * 0.2, 'border-color': accent, 'z-index': 10 } },
    { selector: 'node.way', style: { 'border-width': size * 0.2, 'border-color': colour('--pc-hue-vermilion') } },
    { selector: 'edge.way', style: { 'line-color': colour('--pc-hue-vermilion') } },
  ];
}
