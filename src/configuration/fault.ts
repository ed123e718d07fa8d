/** What is wrong with a configuration. */

/** What is wrong with a setting. */
export interface ConfigurationFault {
  /** The setting, e.g. `clients[0].id`. */
  readonly key: string;
  /** The value; never that of a secret. */
  readonly is: string;
  /** What would be valid. */
  readonly expected: string;
}

/** The configuration can't be served. The message has a line for each problem, and no secret. */
export class ConfigurationError extends Error {
  /** Every problem that was found. */
  readonly faults: readonly ConfigurationFault[];

  constructor(faults: readonly ConfigurationFault[]) {
    super(faults.map(({ key, is, expected }) => `${key} is ${is}; expected ${expected}`).join("\n"));
    this.name = "ConfigurationError";
    this.faults = faults;
  }
}
