/** Runs `candor try` as it is typed, with a browser that stands in for the user's. */
import { join } from "node:path";
import { type Done, toEnd } from "../operation/run.ts";

const BROWSER = join(import.meta.dirname, "browser.ts");

export interface How {
  readonly secret?: string | undefined;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

export function candorTry(args: readonly string[], { secret, env = {}, input }: How = {}): Promise<Done> {
  const PATH = `${process.execPath.replace(/\/[^/]+$/, "")}:${process.env.PATH}`;
  const given = { BROWSER, PATH, ...(secret !== undefined && { CANDOR_CLIENT_SECRET: secret }), ...env };
  return toEnd(["try", ...args], process.cwd(), input, given);
}
