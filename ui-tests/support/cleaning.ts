import type { APIRequestContext } from '@playwright/test';

const OURS = '/jupyterlab-models/v1';

/** Take away all that earlier tests, or failed tries of this one, left on the server: each test begins alike. */
export async function cleanServer(request: APIRequestContext): Promise<void> {
  const list = async (url: string) => {
    const answer = await request.get(url);
    const told = await answer.json();
    return (told.items ?? told) as Record<string, string>[];
  };
  const remove = async (url: string) => {
    const answer = await request.delete(url);
    // What ended by itself meanwhile is gone, too.
    if (!answer.ok() && ![404, 409].includes(answer.status())) {
      throw new Error(`DELETE ${url}: ${await answer.text()}`);
    }
  };
  for (const { id } of await list('/api/sessions')) {
    await remove(`/api/sessions/${id}`);
  }
  for (const { id } of await list('/api/kernels')) {
    await remove(`/api/kernels/${id}`);
  }
  for (const { id } of await list(`${OURS}/transfers?active=true`)) {
    await remove(`${OURS}/transfers/${id}`);
  }
  for (const { name } of await list(`${OURS}/models`)) {
    await remove(`${OURS}/models/${encodeURIComponent(name)}`);
  }
  await remove(`${OURS}/trash`);
}
