/** `candor requests` on the command line: owners ask for scopes, and operators decide. */
import { Command } from "commander";
import { lookCommands, withServer } from "./registry/command.ts";
import { REQUESTS } from "./registry/kinds.ts";
import type { ChangeOptions } from "./registry/options.ts";

interface NewRequestOptions extends ChangeOptions {
  readonly application: string;
  readonly scope: string;
  readonly reason: string;
}

interface DecisionOptions extends ChangeOptions {
  readonly comment?: string;
}

export function requestsCommand(): Command {
  const requests = new Command("requests").description(
    "Lists, makes and decides requests for scopes that only an operator may allow an application.",
  );
  for (const command of lookCommands(REQUESTS)) requests.addCommand(command);
  return requests
    .addCommand(createCommand())
    .addCommand(decide("approve", "approved", "Approves a request, which allows the application its scopes at once."))
    .addCommand(decide("decline", "declined", "Declines a request. --comment says why."))
    .addCommand(decide("withdraw", "withdrawn", "Withdraws a request of your own."));
}

const createCommand = (): Command =>
  withServer(new Command("create").description("Asks an operator to allow an application more scopes."))
    .requiredOption("--application <client_id>", "the application")
    .requiredOption("--scope <scopes>", "the scopes that it needs, separated by spaces")
    .requiredOption("--reason <text>", "why it needs them")
    .action(async ({ application, scope, reason, ...options }: NewRequestOptions) => {
      const { carryOutAct } = await import("./registry/act.ts");
      const body = { application, scope: scope.split(/[\s,]+/).join(" "), reason };
      await carryOutAct(
        { method: "POST", path: "/requests", body, done: ({ id }) => `Asked for it: request ${id}.` },
        options,
      );
    });

const decide = (name: string, state: "approved" | "declined" | "withdrawn", says: string): Command =>
  withServer(new Command(name).description(says))
    .argument("<id>", "id of the request")
    .option("--comment <text>", "why, for whoever asked")
    .option("--dry-run", "show what it would do, and change nothing")
    .action(async (id: string, { comment, ...options }: DecisionOptions) => {
      const { carryOutAct, pathTo } = await import("./registry/act.ts");
      const path = pathTo("/requests", id);
      const body = { state, ...(comment !== undefined && { comment }) };
      const done = (): string => `The request ${id} is ${state}.`;
      await carryOutAct({ method: "PATCH", path, from: path, body, done, tries: true }, options);
    });
