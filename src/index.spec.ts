import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { root } from './testing/contract';

/** Libraries of models; the server tells how they are shown. */
const LIBRARIES =
  /catboost|lightgbm|xgboost|sklearn|scikit|keras|tensorflow|torch|onnx/i;

/** What is not shipped, or written by a program. */
const OTHERS = /(^src\/testing\/|\.spec\.tsx?$|^src\/contract\/generated\.ts$)/;

/** All files in a folder of the repository, from its root. */
function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap(
    entry => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesIn(path) : [path];
    }
  );
}

describe('The front end', () => {
  it('names no library', () => {
    const files = [...filesIn('src'), ...filesIn('style')].filter(
      path => !OTHERS.test(path)
    );
    expect(files.length).toBeGreaterThan(100);
    const found = files.filter(path =>
      LIBRARIES.test(readFileSync(join(root, path), 'utf8'))
    );
    expect(found).toEqual([]);
  });
});
