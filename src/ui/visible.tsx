import React from 'react';

/** Characters that are not seen, or turn the order of those around them; line ends, tabs and plain spaces are fine. */
const HIDDEN =
  /(\r(?!\n)|(?![\t\n\r ])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Zs}\p{Default_Ignorable_Code_Point}\u2800])/u;

/** Characters that turn the order of all that follows them. */
const TURNING = /([\u202a-\u202e\u2066-\u2069])/u;

/** Text in which such characters are written as Python writes them, such as `\u202e`. */
export function visible(text: string): string {
  return split(text).join('');
}

/** A sentence that may quote anything, in which only what would turn its order is written so. */
export function inOrder(text: string): string {
  return split(text, TURNING).join('');
}

/** Whether a text holds such characters. */
export function hidesSomething(text: string): boolean {
  return HIDDEN.test(text);
}

/** The same with each of them marked, so that it is not taken for an escape of the text itself. */
export function Visible(props: { text: string }): JSX.Element {
  return (
    <>
      {split(props.text).map((part, index) =>
        index % 2 === 0 ? part : <mark key={index}>{part}</mark>
      )}
    </>
  );
}

/** What is seen, and between that each hidden character as its escape. */
function split(text: string, sought = HIDDEN): string[] {
  return text
    .split(sought)
    .map((part, index) => (index % 2 === 0 ? part : escaped(part)));
}

function escaped(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4
    ? `\\U${code.padStart(8, '0')}`
    : `\\u${code.padStart(4, '0')}`;
}
