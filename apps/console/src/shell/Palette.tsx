import { Modal } from '@mantine/core';
import { words } from '@portcullis/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useId, useMemo, useState } from 'react';
import { request } from '../api/client.js';
import { SearchDocument } from '../generated/graphql.js';
import { useKeyRegistry } from '../keys/useKeys.js';
import { keyNames } from './key-names.js';
import { type PaletteItem, searchTarget, wantedCommands } from './palette-items.js';
import { placesFor } from './places.js';
import { useMe } from './session.js';
import classes from './shell.module.css';

/** Search or jump: places and commands of the page at once, then cases, customers and shared attributes by name. */
export function Palette(props: { onClose: () => void }) {
  const me = useMe();
  const navigate = useNavigate();
  const registry = useKeyRegistry();
  const id = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const wanted = useDeferredValue(text.trim());
  const found = useQuery({
    queryKey: ['search', wanted],
    queryFn: ({ signal }) => request(SearchDocument, { text: wanted }, signal).then((answer) => answer.search),
    enabled: wanted.length >= 2,
    placeholderData: (before) => before,
  });

  const items = useMemo<PaletteItem[]>(() => {
    const places: PaletteItem[] = placesFor(me).map((place) => ({
      key: place.to,
      group: 'Go to',
      label: place.label,
      sub: keyNames(`g ${place.key}`).join(' '),
      run: () => void navigate({ to: place.to }),
    }));
    const commands: PaletteItem[] = registry
      .bindings()
      .filter((binding) => binding.group !== 'Go to' && binding.keys !== 'mod+k')
      .map((binding) => ({
        key: `key ${binding.keys}`,
        group: 'On this page',
        label: binding.does,
        sub: keyNames(binding.keys).join(' '),
        run: binding.run,
      }));
    const hits: PaletteItem[] = (wanted.length >= 2 ? (found.data ?? []) : []).map((hit) => ({
      key: `${hit.kind} ${hit.id}`,
      group: words(hit.kind),
      label: hit.label,
      sub: hit.sub ?? '',
      run: () => void navigate(searchTarget(hit)),
    }));
    return [...wantedCommands([...places, ...commands], wanted), ...hits];
  }, [me, navigate, registry, wanted, found.data]);

  useEffect(() => setAt((current) => Math.min(current, Math.max(0, items.length - 1))), [items.length]);
  const run = (item: PaletteItem | undefined) => {
    if (!item) return;
    props.onClose();
    item.run();
  };

  return (
    <Modal
      opened
      onClose={props.onClose}
      withCloseButton={false}
      size="lg"
      title={<span className="pc-visually-hidden">Search or jump</span>}
      styles={{ header: { minHeight: 0, padding: 0 } }}
      padding="sm"
    >
      <div className={classes.palette}>
        <input
          className={classes.paletteInput}
          data-autofocus
          role="combobox"
          aria-label="Search or jump"
          aria-expanded="true"
          aria-controls={`${id}-hits`}
          aria-activedescendant={items[at] ? `${id}-${at}` : undefined}
          placeholder="Case number, customer, shared attribute or command"
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={(event) => {
            const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
            if (step !== 0) {
              event.preventDefault();
              setAt((current) => Math.max(0, Math.min(items.length - 1, current + step)));
            } else if (event.key === 'Enter') {
              event.preventDefault();
              run(items[at]);
            }
          }}
        />
        <div id={`${id}-hits`} className={classes.hits} role="listbox" aria-label="Found" tabIndex={-1}>
          {items.map((item, index) => (
            <div key={item.key}>
              {items[index - 1]?.group !== item.group && (
                <div className={classes.hitGroup} aria-hidden="true">
                  {item.group}
                </div>
              )}
              {/* biome-ignore lint/a11y/useKeyWithClickEvents: the input above holds the focus and listens to the keys */}
              <div
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === at}
                className={classes.hit}
                onClick={() => run(item)}
                onMouseMove={() => setAt(index)}
              >
                {item.label}
                {item.sub && <small>{item.sub}</small>}
              </div>
            </div>
          ))}
        </div>
        <div role="status" className="pc-quiet">
          {found.isLoadingError ? `Search failed: ${found.error.message}` : null}
          {items.length === 0 && wanted.length >= 2 && !found.isFetching
            ? `Nothing is called “${wanted}”. Try a case number, an id or an address.`
            : null}
          {found.isFetching ? 'Searching…' : null}
        </div>
      </div>
    </Modal>
  );
}
