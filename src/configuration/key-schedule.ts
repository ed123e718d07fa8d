/** When signing keys are replaced, from the settings. */
import type { KeySchedule } from "../protocol/key-schedule.ts";
import type { ConfigurationFault } from "./fault.ts";
import type { Configuration } from "./schema.ts";

/** Names a schedule in which a key would be published before the one that it follows. */
export function* keyScheduleFaults({ keyRotation: { every, ahead } }: Configuration): Generator<ConfigurationFault> {
  if (every === 0 || every * 24 > ahead) return;
  yield {
    key: "keyRotation.ahead",
    is: `${ahead} hours, with a new key every ${every === 1 ? "day" : `${every} days`}`,
    expected: "less time than from one key to the next",
  };
}

const [SECOND, HOUR, DAY] = [1_000, 3_600_000, 86_400_000];

/** For differing clocks, and for tokens that were signed at the last moment. */
const MARGIN = HOUR;

/**
 * The schedule, in milliseconds. A former key stays published for as long as any token that it signed: the longest lifetime of
 * an ID token or a JWT access token. It also stays as long as a session, because until then an application may send its ID
 * token as a hint to sign the user out.
 */
export function keyScheduleFrom(configuration: Configuration): KeySchedule {
  const { keyRotation, apis, clients, idTokenLifetime, accessTokenLifetime, sessionLifetime } = configuration;
  const lifetimes = [
    ...[idTokenLifetime, accessTokenLifetime, sessionLifetime],
    ...apis.map(({ lifetime }) => lifetime),
    ...clients.flatMap((client) => [client.idTokenLifetime ?? 0, client.accessTokenLifetime ?? 0]),
  ];
  return {
    every: keyRotation.every === 0 ? undefined : keyRotation.every * DAY,
    ahead: keyRotation.ahead * HOUR,
    kept: Math.max(...lifetimes) * SECOND + MARGIN,
  };
}
