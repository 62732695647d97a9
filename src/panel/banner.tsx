import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import React from 'react';
import type { IModelsServer } from '../server/token';
import { Button } from '../ui/button';

/** Says once, over all sections, when the server part is missing, of another version or read-only. */
export class ServerBanner extends ReactWidget {
  constructor(
    private _server: IModelsServer,
    private _trans: TranslationBundle
  ) {
    super();
    this.addClass('jp-Models-banner');
  }

  protected override render(): JSX.Element {
    return (
      <UseSignal signal={this._server.stateChanged}>
        {() => <Banner server={this._server} trans={this._trans} />}
      </UseSignal>
    );
  }
}

/** The banner's content. */
export function Banner(props: {
  server: IModelsServer;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { server, trans } = props;
  const { status, message, health } = server.state;
  if (status === 'unknown' || (status === 'ready' && !health?.read_only)) {
    return null;
  }
  const text =
    status === 'ready'
      ? trans.__(
          'Another server holds the models for writing. Here they can be looked at and loaded.'
        )
      : message;
  return (
    <div
      className="jp-Models-notice"
      data-tone={status === 'ready' ? 'info' : 'error'}
      role="alert"
    >
      <p>{text}</p>
      <div className="jp-Models-noticeActions">
        <Button onClick={() => void server.refresh()}>
          {trans.__('Try again')}
        </Button>
      </div>
    </div>
  );
}
