import { rolesFor } from '@portcullis/domain';
import { duration, ErrorState, ForbiddenState, Glyph, KeyHint, SkeletonRows, useNow } from '@portcullis/ui';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { ApiError } from '../api/client.js';
import { LiveProvider, useLive, useLiveState } from '../api/useLive.js';
import { useKeyListener, useKeyRegistry, useKeys } from '../keys/useKeys.js';
import { FlashLine } from './FlashLine.js';
import { keyNames } from './key-names.js';
import { lackingFor, placesFor, titleOf } from './places.js';
import { StaleLine } from './StaleLine.js';
import { type Me, meOptions, SessionProvider } from './session.js';
import classes from './shell.module.css';
import { UserName } from './UserName.js';

const Palette = lazy(() => import('./Palette.js').then((module) => ({ default: module.Palette })));
const KeysHelp = lazy(() => import('./KeysHelp.js').then((module) => ({ default: module.KeysHelp })));
const UserMenu = lazy(() => import('./UserMenu.js').then((module) => ({ default: module.UserMenu })));
const FOLD = 'portcullis-rail';

/** Rail, top bar, keys, live line and the session around every screen. */
export function Shell() {
  const me = useQuery(meOptions);
  const live = useLive(me.data !== undefined);
  if (me.isPending) return <SkeletonRows rows={8} label="Signing in" />;
  if (me.error instanceof ApiError && me.error.signedOut) return null;
  if (me.isLoadingError) {
    return <ErrorState title="The console could not start" why={me.error.message} onRetry={() => void me.refetch()} />;
  }
  return (
    <SessionProvider value={me.data}>
      <LiveProvider value={live}>
        <Frame me={me.data} />
      </LiveProvider>
    </SessionProvider>
  );
}

function Frame(props: { me: Me }) {
  const registry = useKeyRegistry();
  useKeyListener(registry);
  const navigate = useNavigate();
  const places = placesFor(props.me);
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const [narrow, setNarrow] = useState(() => window.localStorage.getItem(FOLD) === 'narrow');
  useKeys('Everywhere', [
    { keys: 'mod+k', does: 'Search or jump', inFields: true, run: () => setPalette(true) },
    { keys: '/', does: 'Search', run: () => setPalette(true) },
    { keys: '?', does: 'All keys', run: () => setHelp(true) },
  ]);
  useKeys(
    'Go to',
    places.map((place) => ({ keys: `g ${place.key}`, does: place.label, run: () => void navigate({ to: place.to }) })),
  );
  // Read while nothing else goes on, so that what is typed after Ctrl-K arrives.
  useEffect(() => {
    const timer = setTimeout(() => void import('./Palette.js'), 1_500);
    return () => clearTimeout(timer);
  }, []);
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => {
    document.title = titleOf(path);
  }, [path]);
  const lacking = lackingFor(props.me, path);
  const first = useRef(true);
  // A new page takes the focus, so that reading and keys begin there.
  useEffect(() => {
    if (first.current) first.current = false;
    else if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true });
  }, [path]);

  return (
    <div className={classes.shell} data-narrow={narrow || undefined}>
      <a className={classes.skip} href="#main">
        To the page
      </a>
      <nav className={classes.rail} aria-label="Places">
        <Link to="/" className={classes.brand} aria-label="Portcullis">
          <img src="/portcullis.svg" alt="" />
          <span>Portcullis</span>
        </Link>
        <ul>
          {places.map((place) => (
            <li key={place.to}>
              <Link
                to={place.to}
                className={classes.place}
                aria-label={place.label}
                title={`${place.label} (g ${place.key})`}
              >
                <place.icon size={18} stroke={1.6} />
                <span>{place.label}</span>
              </Link>
            </li>
          ))}
        </ul>
        <button
          type="button"
          className={classes.fold}
          aria-label={narrow ? 'Widen the rail' : 'Narrow the rail'}
          onClick={() => {
            window.localStorage.setItem(FOLD, narrow ? 'wide' : 'narrow');
            setNarrow(!narrow);
          }}
        >
          {narrow ? (
            <IconLayoutSidebarLeftExpand size={18} stroke={1.6} />
          ) : (
            <IconLayoutSidebarLeftCollapse size={18} stroke={1.6} />
          )}
          <span>Narrow</span>
        </button>
      </nav>
      <section className={classes.top} aria-label="Search, live state and you">
        <button type="button" className={classes.jump} onClick={() => setPalette(true)}>
          <IconSearch size={15} stroke={1.6} />
          <span>Search or jump</span>
          <KeyHint keys={keyNames('mod+k')} />
        </button>
        <LiveSign />
        <UserButton me={props.me} onHelp={() => setHelp(true)} />
      </section>
      <div className={classes.mainColumn}>
        <main id="main" ref={main} tabIndex={-1} className={classes.main}>
          {lacking ? (
            <ForbiddenState
              what={lacking.label.toLowerCase()}
              roles={rolesFor(lacking.operations[0] ?? 'casework.read')}
            />
          ) : (
            <Outlet />
          )}
        </main>
        <StaleLine />
        <FlashLine />
      </div>
      {palette && (
        <Suspense fallback={<Opening />}>
          <Palette onClose={() => setPalette(false)} />
        </Suspense>
      )}
      {help && (
        <Suspense fallback={<Opening />}>
          <KeysHelp opened onClose={() => setHelp(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** Stands in for a dialog whose code is on its way: keys pressed meanwhile are not for the page behind it. */
function Opening() {
  return <div role="dialog" aria-modal="true" aria-label="Opening" />;
}

function LiveSign() {
  const live = useLiveState();
  const now = useNow('second');
  if (live.state === 'connecting') return <span className={classes.live}>connecting…</span>;
  if (live.state === 'lost') {
    return (
      <span className={classes.live} data-lost="" role="status">
        <Glyph shape="bang" size={11} />
        not live for {duration(now - live.since)}
      </span>
    );
  }
  return (
    <span className={classes.live} title="What changes elsewhere appears here by itself.">
      <Glyph shape="disc" size={7} />
      up to date · {duration(Math.max(0, now - live.at))}
    </span>
  );
}

/** The button is there at once; its menu is read when it is wanted. */
function UserButton(props: { me: Me; onHelp: () => void }) {
  const [wanted, setWanted] = useState(false);
  const button = (
    <button
      type="button"
      className={classes.user}
      aria-haspopup="dialog"
      aria-expanded={false}
      onClick={() => setWanted(true)}
    >
      <UserName name={props.me.name} />
    </button>
  );
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <UserMenu {...props} />
    </Suspense>
  );
}
