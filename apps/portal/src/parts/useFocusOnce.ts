import { useEffect, useRef } from 'react';

/** Takes the focus when the part appears, so that a screen reader reads on there; scrolls it into view. */
export function useFocusOnce<E extends HTMLElement>(wanted = true) {
  const element = useRef<E>(null);
  useEffect(() => {
    if (wanted) element.current?.focus();
  }, [wanted]);
  return element;
}
