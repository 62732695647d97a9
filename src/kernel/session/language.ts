import type { Kernel } from '@jupyterlab/services';

/** The language of a kernel that we cannot read, in lower case; null for Python. Known while it is busy too. */
export async function unsupportedLanguage(
  kernel: Kernel.IKernelConnection
): Promise<string | null> {
  const spec = await kernel.spec;
  const named = spec?.language || (await kernel.info).language_info.name;
  const language = named.toLowerCase();
  return language === 'python' ? null : language;
}
