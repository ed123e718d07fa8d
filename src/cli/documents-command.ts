/** `candor documents` on the command line: documents of clients whose ids are URLs (Client ID Metadata Documents). */
import { Command } from "commander";
import { listOf, withServer } from "./registry/command.ts";
import type { RegistryOptions } from "./registry/options.ts";
import { DOCUMENTS } from "./registry/people-kinds.ts";

const HOSTS = {
  trust: "Trusts the documents of a host: their clients count as vouched for.",
  distrust: "Trusts the documents of a host no longer.",
  block: "Blocks the documents of a host: they make no client from the next request on.",
  unblock: "Blocks the documents of a host no longer.",
} as const;

export function documentsCommand(): Command {
  const documents = new Command("documents").description(
    "Lists documents of clients whose ids are URLs, as a running server has read them; reads one again; trusts or blocks hosts.",
  );
  documents.addCommand(listOf(DOCUMENTS)).addCommand(readCommand());
  for (const [act, says] of Object.entries(HOSTS)) documents.addCommand(hostCommand(act, says));
  return documents;
}

const readCommand = (): Command =>
  withServer(new Command("read").description("Reads a document again, and prints what came of it."))
    .argument("<url>", DOCUMENTS.idWord)
    .action(async (url: string, options: RegistryOptions) => {
      const { carryOutAct } = await import("./registry/act.ts");
      const done = ({ faults }: { readonly faults?: unknown }): string =>
        Array.isArray(faults) && faults.length > 0
          ? [`Read ${url} again. It makes no client:`, ...faults].join("\n")
          : `Read ${url} again.`;
      await carryOutAct({ method: "POST", path: `${DOCUMENTS.path}/read`, body: { client_id: url }, done }, options);
    });

const hostCommand = (act: string, says: string): Command =>
  withServer(new Command(act).description(says))
    .argument("<host>", "host, or *.host for every host below it")
    .action(async (host: string, options: RegistryOptions) => {
      const { carryOutAct } = await import("./registry/act.ts");
      const list = (hosts: unknown): string => (Array.isArray(hosts) && hosts.length > 0 ? hosts.join(", ") : "none");
      const done = ({ hosts, blocked }: { readonly hosts?: unknown; readonly blocked?: unknown }): string =>
        `Trusted hosts: ${list(hosts)}\nBlocked hosts: ${list(blocked)}`;
      await carryOutAct({ method: "POST", path: `${DOCUMENTS.path}/hosts`, body: { host, act }, done }, options);
    });
