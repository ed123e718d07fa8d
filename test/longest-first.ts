/** The order of test files: those that take longest come first, so that no worker waits for the last one. */
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take 15 seconds or more, the longest first. On a fresh clone, vitest knows only sizes. */
export const LONGEST = [
  "test/faults/faults.test.ts",
  "test/newcomer/readme.test.ts",
  "test/packaging/package.test.ts",
  "test/operation/import-postgres.test.ts",
  "test/operation/backup.test.ts",
  "test/nodes/killed.test.ts",
  "test/storage-contract/postgres.test.ts",
  "test/operation/doctor.test.ts",
  "test/firefox/chains.test.ts",
  "test/operation/keys.test.ts",
  "test/operation/processes.test.ts",
  "test/deploy/image.test.ts",
  "test/browser/layout.test.ts",
  "test/clients/core.test.ts",
  "test/deploy/executable.test.ts",
  "test/operation/moving.test.ts",
  "test/storage-contract/upgrade.test.ts",
  "test/checker/wrong-servers.test.ts",
  "test/browser/explain-page.test.ts",
  "test/site/site.test.ts",
  "test/dialects/gates.test.ts",
  "test/checker/sign-in/chromium.test.ts",
  "test/console/story.test.ts",
  "test/browser/console-scopes.test.ts",
  "test/checker/candor-pushing.test.ts",
  "test/embedding/hosts.test.ts",
  "test/blackbox/uninvited.test.ts",
  "test/catalogue/examples.test.ts",
  "test/watched/audit-file.test.ts",
  "test/try/flows.test.ts",
  "test/operation/connections.test.ts",
  "test/durability/kill.test.ts",
  "test/operation/login.test.ts",
  "test/console/walls.test.ts",
  "test/throttling/sign-in.test.ts",
  "src/reasons/fixes.test.ts",
  "test/browser/onward.test.ts",
  "test/storage-contract/defaults.test.ts",
  "test/operation/places.test.ts",
  "test/nodes/blackbox.test.ts",
  "test/nodes/upgrade.test.ts",
  "test/console/code.test.ts",
  "test/checker/features.test.ts",
  "test/admin/bulk.test.ts",
  "test/mock/process.test.ts",
  "test/operation/warm.test.ts",
  "test/browser/copy.test.ts",
  "test/operation/apply.test.ts",
  "test/openid/relying-parties.test.ts",
  "test/operation/two-processes.test.ts",
  "test/english/english.test.ts",
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return inOrder(await super.sort(files), ({ moduleId }) => moduleId);
  }
}

/** The listed ones first, in the order of the list. The others stay in theirs. */
export function inOrder<T>(files: readonly T[], pathOf: (file: T) => string): T[] {
  const place = (file: T): number => {
    const at = LONGEST.findIndex((path) => pathOf(file).endsWith(`/${path}`));
    return at === -1 ? LONGEST.length : at;
  };
  return files.toSorted((one, other) => place(one) - place(other));
}
