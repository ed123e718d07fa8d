/** Tokens for resources that are wrong (RFC 8707). */
import { briefly, type Exchange, errorOf, statusOf } from "../exchange.ts";
import { broken, either, type Finding, unclear } from "../finding.ts";
import { granting } from "../granting.ts";
import { CannotTell, tokensIn } from "../lab.ts";
import { probe } from "../probe.ts";
import { hasError } from "../redirect.ts";

const REFUSED = "invalid_target";

function isRefused(exchange: Exchange): Finding {
  if (statusOf(exchange) === 200) return broken("A token was issued.", exchange);
  const error = errorOf(exchange);
  return either(
    error === REFUSED,
    `The error is ${REFUSED}.`,
    `The response is ${briefly(exchange)} instead of ${REFUSED}.`,
    exchange,
  );
}

export const resourceIndicators = probe({
  does: "Asks for tokens for resources that don't exist, and for what is no resource.",
  needs: ["token endpoint", "a client for tokens", "a resource"],
  finds: ["unknown", "not-absolute", "fragment"],
  async run(lab) {
    const { client, parameters } = granting(lab);
    const ask = async (resource?: string): Promise<Exchange> => {
      const changes = resource === undefined ? {} : { resource };
      return lab.token(client, await parameters(), changes);
    };
    tokensIn(await ask());
    return {
      unknown: isRefused(await ask(`https://${lab.fresh(6).toLowerCase()}.example/api`)),
      "not-absolute": isRefused(await ask("/api")),
      fragment: isRefused(await ask(`${lab.target.api?.resource}#part`)),
    };
  },
});

export const resourceAtAuthorization = probe({
  does: "Asks users for a resource that doesn't exist, and for another one with the code.",
  needs: ["codes", "token endpoint", "a resource"],
  finds: ["unknown", "not-widened"],
  async run(lab) {
    const client = lab.client("web");
    const resource = lab.target.api?.resource;
    const other = `https://${lab.fresh(6).toLowerCase()}.example/api`;
    const coded = await lab.code(client, { resource }).catch((error: unknown) => {
      if (error instanceof CannotTell) return error;
      throw error;
    });
    return {
      unknown: hasError(await lab.authorize(client, { resource: other }), REFUSED),
      "not-widened":
        coded instanceof CannotTell
          ? unclear(coded.message, ...coded.shows)
          : isRefused(await lab.redeem(coded, { resource: other })),
    };
  },
});
