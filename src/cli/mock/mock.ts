/** Runs a mock until a signal ends it. */
import { ConfigurationError } from "../../configuration/fault.ts";
import { loadConfig } from "../../configuration/load.ts";
import type { MockOptions } from "../../mock/index.ts";
import { type Mock, MockError, startMock } from "../../mock/index.ts";
import type { Code } from "../../reasons/index.ts";
import { EXIT } from "../exit.ts";
import { listenFault } from "../listening.ts";
import { stopOnSignal } from "../signals.ts";
import type { MockArguments } from "./arguments.ts";

export async function mock(options: MockArguments): Promise<void> {
  try {
    const started = await startMock(await optionsOf(options));
    stopOnSignal(started, () => 0);
    try {
      for (const order of options.refuse ?? []) refuse(started, order);
    } catch (error) {
      await started.close();
      throw error;
    }
    console.log(options.json === true ? JSON.stringify(shown(started)) : greeting(started, options));
  } catch (error) {
    const isWrongUse =
      error instanceof MockError || error instanceof ConfigurationError || listenFault(error) !== undefined;
    process.exitCode = isWrongUse ? EXIT.usage : EXIT.not;
    console.error(faultOf(error));
  }
}

async function optionsOf({ port, config, redirectUri, user, clock }: MockArguments): Promise<MockOptions> {
  const loaded = config === undefined ? {} : await loadConfig(config, process.cwd());
  return { port, config: loaded, redirectUris: redirectUri, user, clock };
}

/** `scope/misspelled`, or with the endpoint: `code/expired@/token`. */
function refuse(started: Mock, order: string): void {
  const [reason = "", endpoint] = order.split("@", 2);
  started.refuse(reason as Code, { endpoint, times: "always" });
}

const shown = ({ issuer, clients, users, waiting }: Mock) => ({
  ready: true,
  issuer,
  control: `${issuer}/mock`,
  clients,
  users,
  waiting: waiting.map(({ what }) => what),
});

function faultOf(error: unknown): string {
  if (error instanceof ConfigurationError)
    return `The configuration can't be used:\n${error.faults.map(({ key, is, expected }) => `  ${key} is ${is}\n    expected ${expected}`).join("\n")}`;
  return listenFault(error) ?? (error instanceof Error ? error.message : String(error));
}

function greeting({ issuer, clients, users, waiting }: Mock, { user }: MockArguments): string {
  const width = Math.max(...clients.map(({ id }) => id.length));
  const lines = clients.map(
    ({ id, secret, redirectUris }) => `  ${id.padEnd(width)}  ${[secret ?? "no secret", ...redirectUris].join("  ")}`,
  );
  const orders = waiting.map(({ what }) => what).join(", ");
  return `
Issuer    ${issuer}
Metadata  ${issuer}/.well-known/openid-configuration

Clients
${lines.join("\n")}

Users     ${users.map(({ username, password }) => `${username} / ${password}`).join(", ")}
Sign-in   ${user === undefined ? "the pages are shown" : `without pages, as ${user}`}${orders === "" ? "" : `\nRefuses   ${orders}`}

Control it from this machine
  curl ${issuer}/mock                                                        everything that can be ordered
  curl -H 'content-type: application/json' -d '{"reason": "scope/misspelled"}' ${issuer}/mock/refuse
  curl -H 'content-type: application/json' -d '{"advance": "61m"}' ${issuer}/mock/clock
  curl -X POST ${issuer}/mock/reset

Ready: the mock is at ${issuer}
`;
}
