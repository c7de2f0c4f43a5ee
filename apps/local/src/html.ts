const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(value: unknown): string {
  return String(value ?? '').replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** A small page without outside resources, readable in light and dark and on a phone. */
export function page(title: string, body: string, options: { refreshSeconds?: number } = {}): string {
  const refresh = options.refreshSeconds ? `<meta http-equiv="refresh" content="${options.refreshSeconds}">` : '';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${refresh}
<title>${escapeHtml(title)}</title><style>${style}</style></head><body><main>${body}</main></body></html>`;
}

const style = `:root{color-scheme:light dark;--line:#8884;--soft:#8882;--link:light-dark(#0b57d0,#8ab4f8)}
body{margin:0;font:15px/1.5 system-ui,sans-serif}main{max-width:64rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.4rem;margin:0 0 .25rem}h2{font-size:1.05rem;margin:2rem 0 .5rem}p.lead{margin:0 0 1.25rem;opacity:.8}
a{color:var(--link)}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.45rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
th{font-weight:600;font-size:.85rem}td.time{white-space:nowrap;opacity:.8}.empty{padding:2rem;border:1px dashed var(--line);border-radius:8px}
.tag{display:inline-block;padding:0 .5rem;border:1px solid var(--line);border-radius:99px;font-size:.85rem}
.wide{overflow-x:auto}pre{white-space:pre-wrap;word-break:break-word;background:var(--soft);padding:1rem;border-radius:8px}
iframe{width:100%;min-height:34rem;border:1px solid var(--line);border-radius:8px;background:#fff}
form{display:inline}button{font:inherit;padding:.3rem .8rem;margin:.15rem;border:1px solid var(--line);border-radius:6px;background:var(--soft);color:inherit;cursor:pointer}
button[aria-pressed=true]{outline:2px solid var(--link)}`;
