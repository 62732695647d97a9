import React from 'react';

/** What a button can be told beside what every button of HTML can. */
export interface IButtonProps extends Omit<
  React.ButtonHTMLAttributes<HTMLButtonElement>,
  'type'
> {
  /** `icon` has no frame and no text, `link` looks like one, `plain` takes its looks from `className` alone. */
  readonly look?: 'text' | 'icon' | 'link' | 'plain';
  /** What it stands for, where it is not one of many. */
  readonly tone?: 'accept' | 'danger';
}

const CLASSES = {
  text: 'jp-Models-button',
  icon: 'jp-Models-iconButton',
  link: 'jp-Models-link',
  plain: ''
};

/** A button. */
export const Button = React.forwardRef<HTMLButtonElement, IButtonProps>(
  function Button({ look = 'text', tone, className, ...attributes }, ref) {
    const classes = [CLASSES[look], className].filter(Boolean);
    return (
      <button
        {...attributes}
        ref={ref}
        type="button"
        className={classes.join(' ')}
        data-tone={tone}
      />
    );
  }
);
