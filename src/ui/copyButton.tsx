import { Clipboard } from '@jupyterlab/apputils';
import { checkIcon, copyIcon } from '@jupyterlab/ui-components';
import React, { useEffect, useState } from 'react';
import { Button } from './button';

/** How long it says that it has copied, in ms. */
const SAYS_COPIED = 2000;

/** Copies a text. */
export function CopyButton(props: {
  text: string;
  label: string;
  copied: string;
}): JSX.Element {
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (done) {
      const timer = window.setTimeout(() => setDone(false), SAYS_COPIED);
      return () => window.clearTimeout(timer);
    }
  }, [done]);
  const Icon = done ? checkIcon : copyIcon;
  const label = done ? props.copied : props.label;
  return (
    <Button
      look="icon"
      aria-label={label}
      title={label}
      onClick={() => {
        Clipboard.copyToSystem(props.text);
        setDone(true);
      }}
    >
      <Icon.react tag={null} />
    </Button>
  );
}
