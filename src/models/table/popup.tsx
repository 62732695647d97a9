import { caretDownIcon } from '@jupyterlab/ui-components';
import React, { useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/button';

/** A button that opens a box below itself; Escape, a click elsewhere and the focus going elsewhere close it. */
export function Popup(props: {
  /** Text of the button, and name of the box. */
  label: string;
  /** What the button says instead, where it says more. */
  text?: string;
  /** Whether something in the box is chosen. */
  isOn?: boolean;
  children(close: () => void): React.ReactNode;
}): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  useEffect(() => {
    if (!isOpen) {
      return;
    }
    box.current?.querySelector<HTMLElement>('input, button')?.focus();
    const onDown = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) {
        setOpen(false);
      }
    };
    document.addEventListener('pointerdown', onDown, true);
    return () => document.removeEventListener('pointerdown', onDown, true);
  }, [isOpen]);
  return (
    <div
      ref={root}
      className="jp-Models-popup"
      onKeyDown={event => {
        if (event.key === 'Escape' && isOpen) {
          event.stopPropagation();
          close();
        }
      }}
      onBlur={event => {
        const to = event.relatedTarget;
        if (to && !root.current?.contains(to)) {
          setOpen(false);
        }
      }}
    >
      <Button
        ref={button}
        className="jp-Models-popupButton"
        aria-expanded={isOpen}
        aria-haspopup="dialog"
        aria-pressed={props.isOn}
        onClick={() => setOpen(!isOpen)}
      >
        {props.text ?? props.label}
        <caretDownIcon.react tag="span" className="jp-Models-caret" />
      </Button>
      {isOpen && (
        <div
          ref={box}
          className="jp-Models-popupBox"
          role="dialog"
          aria-label={props.label}
          // At the right edge it opens to the left.
          data-side={sideOf(button.current)}
        >
          {props.children(close)}
        </div>
      )}
    </div>
  );
}

function sideOf(button: HTMLElement | null): 'left' | 'right' {
  const page = button?.closest('.jp-Models-tablePage');
  if (!button || !page) {
    return 'left';
  }
  const { left, width } = page.getBoundingClientRect();
  return button.getBoundingClientRect().left - left > width / 2
    ? 'right'
    : 'left';
}
