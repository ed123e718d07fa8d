/** What goes wrong with scopes. */
import { PATHS } from "../../protocol/metadata.ts";
import { postForm, redeem } from "../application.ts";
import { obtainCode } from "./codes.ts";
import { type Failure, loginOf, type Outcome, outcomeOf, type Stage } from "./define.ts";

/** Requests a token with nothing wrong except the scope. Without one, none is sent. */
async function ask({ issuer }: Stage, id: "demo-service" | "demo-strict", scope?: string): Promise<Outcome> {
  const parameters = { grant_type: "client_credentials", ...(scope !== undefined && { scope }) };
  return outcomeOf(await postForm(issuer, PATHS.token, loginOf(id), parameters, { heading: "Token request" }));
}

export const scopeFailures: readonly Failure[] = [
  {
    slug: "comma",
    title: "A comma instead of a space",
    describes: "The server reads two scopes joined by a comma as one unknown scope.",
    expects: "scope/wrong-delimiter",
    perform: (stage) => ask(stage, "demo-service", "read_profile,write_multipass"),
  },
  {
    slug: "misspelled",
    title: "A misspelled scope",
    describes: "write_multipas is missing a letter.",
    expects: "scope/misspelled",
    perform: (stage) => ask(stage, "demo-service", "read_profile write_multipas"),
  },
  {
    slug: "wrong-case",
    title: "The wrong letter case",
    describes: "Write_multipass starts with a capital letter, but scopes are case-sensitive.",
    expects: "scope/wrong-case",
    perform: (stage) => ask(stage, "demo-service", "Write_multipass"),
  },
  {
    slug: "not-ticked",
    title: "A scope that isn't allowed",
    describes: "reports.read exists, but this app isn't allowed to request it.",
    expects: "scope/not-allowed-for-client",
    perform: (stage) => ask(stage, "demo-service", "reports.read"),
  },
  {
    slug: "deprecated",
    title: "A deprecated scope",
    describes: "write_pass is still granted, and the response says until when.",
    expects: "granted",
    perform: async (stage) => {
      const { attempt, code, step } = await obtainCode(stage, "demo-web", "write_pass");
      const answer = await redeem(stage.issuer, loginOf("demo-web"), code, attempt, {
        heading: "Token request",
        note: "Granted. Deprecation and Sunset say since when and until when. Link points to the reason that will follow.",
      });
      return outcomeOf(answer, [step, answer.step]);
    },
  },
  {
    slug: "removed",
    title: "A removed scope",
    describes: "manage_pass was removed. write_multipass replaces it.",
    expects: "scope/removed",
    perform: (stage) => ask(stage, "demo-service", "manage_pass"),
  },
  {
    slug: "no-scope",
    title: "No scope and no default",
    describes: "demo-strict has no default scope, so it must name the scopes it needs.",
    expects: "scope/missing",
    perform: (stage) => ask(stage, "demo-strict"),
  },
];
