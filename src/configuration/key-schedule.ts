/** Checks when signing keys are replaced. */
import type { ConfigurationFault } from "./fault.ts";
import type { Configuration } from "./schema.ts";

/** Names a schedule in which a key would be published before the one that it follows. */
export function* keyScheduleFaults({
  keyRotation: { every, ahead },
}: Pick<Configuration, "keyRotation">): Generator<ConfigurationFault> {
  if (every === 0 || every * 24 > ahead) return;
  yield {
    key: "keyRotation.ahead",
    is: `${ahead} hours, with a new key every ${every === 1 ? "day" : `${every} days`}`,
    expected: "less time than from one key to the next",
  };
}
