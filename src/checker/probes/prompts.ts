/** The values of prompt that the metadata lists, and those that it doesn't (Initiating User Registration via OpenID Connect 1.0). */
import { statusOf } from "../exchange.ts";
import { all, broken, type Finding, held, notApplicable, unclear } from "../finding.ts";
import type { Authorized, Lab } from "../lab.ts";
import { probe } from "../probe.ts";
import { hasError, pagesOf, wasRefused } from "../redirect.ts";
import type { TestClient } from "../target.ts";

const FOUND = ["values", "listed", "unlisted", "create", "select-account"] as const;

export const prompts = probe({
  does: "Asks with each value of prompt that is listed, and with others.",
  needs: ["ID tokens"],
  finds: FOUND,
  async run(lab) {
    const { metadata, openid } = lab.target;
    const { prompt_values_supported: values } = metadata;
    const { exchange: shows } = openid;
    if (values === undefined) return all(FOUND, notApplicable("prompt_values_supported is omitted.", shows));
    if (!Array.isArray(values) || !values.every((one) => typeof one === "string")) {
      const is = broken(`It is ${JSON.stringify(values)}.`, shows);
      return { ...all(FOUND, unclear("prompt_values_supported can't be read.", shows)), values: is };
    }
    const client = { ...lab.client("web"), scope: "openid" };
    // The user signs in first, so that a page is one that the value asked for.
    await lab.code(client);
    const asked = async (value: string): Promise<Finding> =>
      values.includes(value)
        ? sawSomething(await lab.authorize(client, { prompt: value }))
        : notApplicable(`${value} isn't listed.`);
    return {
      values: held(`It has ${values.join(", ")}.`, shows),
      listed: await listed(lab, client, values),
      unlisted: await unlisted(lab, client, values),
      create: await asked("create"),
      "select-account": await asked("select_account"),
    };
  },
});

/** Refused for what it asks for, not for want of a user. */
async function listed(lab: Lab, client: TestClient, values: readonly string[]): Promise<Finding> {
  for (const prompt of values) {
    const authorized = await lab.authorizeUnknown(client, { prompt });
    if (hasError(authorized, "invalid_request").is === "held" || statusOf(authorized.last) >= 400)
      return broken(`prompt=${prompt} is listed, and refused.`, authorized.last);
  }
  return held("None of them is refused.");
}

/** One that nobody knows, and create where users can't create an account. */
async function unlisted(lab: Lab, client: TestClient, values: readonly string[]): Promise<Finding> {
  const unknown = wasRefused(await lab.authorize(client, { prompt: "no_such_prompt" }), "invalid_request");
  if (unknown.is !== "held" || values.includes("create")) return unknown;
  return wasRefused(await lab.authorize(client, { prompt: "create" }), "invalid_request");
}

/** A page was shown, or the browser was sent to another host, where the check doesn't follow. */
function sawSomething(authorized: Authorized): Finding {
  const { landing, last } = authorized;
  const [redirect, elsewhere] = landing.exchanges.slice(-2);
  if (redirect !== undefined && elsewhere !== undefined && elsewhere.came === undefined)
    return held("The browser is sent to a page elsewhere.", redirect);
  if (pagesOf(authorized).length > 0) return held("A page is shown.", last);
  const error = landing.returned?.parameters.get("error") ?? undefined;
  return error === undefined
    ? broken("The user saw no page.", last)
    : unclear(`The redirect has error=${error}.`, last);
}
