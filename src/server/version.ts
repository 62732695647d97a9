/** Version of the front end; the same as in `package.json` (a test compares them). */
export const VERSION = '0.1.0';

/** Version of the contract that the front end was built for (`info.version` of `openapi.yaml`). */
export const CONTRACT = '1';
