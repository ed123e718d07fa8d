/** One failure tells that a mutant was noticed; the tests after it are left out. */
import { beforeEach, onTestFailed } from "vitest";

let failed = false;

beforeEach(({ skip }) => {
  skip(failed);
  onTestFailed(() => {
    failed = true;
  });
});
