import { useVirtualizer } from '@tanstack/react-virtual';
import React, { useCallback, useEffect, useRef, useState } from 'react';

/** Props of `VirtualList`. */
export interface IVirtualListProps {
  /** Name of the list for screen readers. */
  readonly label: string;
  readonly count: number;
  /** Usual height of a row in px; the real one is measured. */
  readonly rowHeight: number;
  /** Must stay the same while the row shows the same thing. */
  keyOf(index: number): string;
  /** Content of a row; `active` is the row that the keyboard is on. */
  renderRow(index: number, active: boolean): React.ReactNode;
  /** Attributes of the row's element. */
  rowAttributes?(index: number): React.HTMLAttributes<HTMLDivElement>;
  /** Enter on a row. */
  onOpen?(index: number): void;
  /** Rows that are shown, `last` included. */
  onRange?(first: number, last: number): void;
}

/**
 * A list of any length of which only the visible rows are in the document.
 *
 * Arrow keys, Page Up, Page Down, Home and End move between rows, Tab goes into the row and out of the list.
 */
export function VirtualList(props: IVirtualListProps): JSX.Element {
  const { count, keyOf, onRange } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => props.rowHeight,
    getItemKey: keyOf,
    overscan: 6
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items[items.length - 1]?.index ?? -1;
  const current = Math.min(active, Math.max(0, count - 1));

  useEffect(() => {
    if (last >= first) {
      onRange?.(first, last);
    }
  }, [first, last, onRange]);

  const moveTo = useCallback(
    (index: number) => {
      const target = Math.max(0, Math.min(count - 1, index));
      setActive(target);
      virtualizer.scrollToIndex(target);
      // The row may come into the document only after the scroll.
      requestAnimationFrame(() => {
        scroller.current
          ?.querySelector<HTMLElement>(`[data-index="${target}"]`)
          ?.focus();
      });
    },
    [count, virtualizer]
  );

  const onKeyDown = (event: React.KeyboardEvent<HTMLDivElement>) => {
    const target = event.target as HTMLElement;
    if (!target.classList.contains('jp-Models-row')) {
      return;
    }
    const page = Math.max(1, last - first - 6);
    const steps: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: count - 1
    };
    if (event.key in steps) {
      event.preventDefault();
      moveTo(steps[event.key]);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      props.onOpen?.(current);
    }
  };

  return (
    <div className="jp-Models-scroller" ref={scroller}>
      <div
        role="list"
        className="jp-Models-list"
        aria-label={props.label}
        style={{ height: virtualizer.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {items.map(item => (
          <div
            {...props.rowAttributes?.(item.index)}
            key={item.key}
            ref={virtualizer.measureElement}
            role="listitem"
            className="jp-Models-row"
            data-index={item.index}
            aria-posinset={item.index + 1}
            aria-setsize={count}
            tabIndex={item.index === current ? 0 : -1}
            style={{ transform: `translateY(${item.start}px)` }}
            onFocus={() => setActive(item.index)}
          >
            <Content
              render={props.renderRow}
              index={item.index}
              active={item.index === current}
            />
          </div>
        ))}
      </div>
    </div>
  );
}

/** A row's content: scrolling, which renders the list for every frame, leaves it as it is. */
const Content = React.memo(function Content(props: {
  render: IVirtualListProps['renderRow'];
  index: number;
  active: boolean;
}): JSX.Element {
  return <>{props.render(props.index, props.active)}</>;
});
