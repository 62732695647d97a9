import React from 'react';

/** What comes back, and under it what does not. */
export function Restores(props: {
  restores: string;
  lost: readonly string[];
}): JSX.Element {
  const { restores, lost } = props;
  return (
    <>
      {restores}
      {lost.length > 0 && (
        <ul className="jp-Models-lost">
          {lost.map(sentence => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </>
  );
}
