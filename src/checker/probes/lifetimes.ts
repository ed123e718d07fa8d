/** Whether what expires is refused afterwards (RFC 6749 4.1.2, RFC 7662 4, RFC 9126 2.2, RFC 8628 3.5). All of it is waited for at once. */
import { atUserinfo } from "../alive.ts";
import { type Condition, unmet } from "../conditions.ts";
import { briefly, errorOf, jsonOf } from "../exchange.ts";
import { all, either, type Finding, type Findings, notApplicable, unclear } from "../finding.ts";
import { granting } from "../granting.ts";
import { CannotTell, type Lab, pairsOf, tokensIn } from "../lab.ts";
import { probe } from "../probe.ts";
import { wasRefused } from "../redirect.ts";
import { endpoint } from "../target.ts";
import { poll, startDevice } from "./device.ts";

/** Something that expires. */
interface Expiring<Name extends string = string> {
  /** After how many seconds it must have expired. */
  readonly seconds: number;
  /** What is found out by using it after so many seconds: those, or fewer if there is no patience for more. */
  used(after: number): Promise<Findings<Name>>;
  /** Whether it says something to use it earlier. */
  readonly mayBeEarlier?: true;
}

interface Part<Name extends string = string> {
  readonly needs: readonly Condition[];
  readonly finds: readonly Name[];
  start(lab: Lab): Promise<Expiring<Name> | Finding>;
}

/** RFC 6749 4.1.2: at most ten minutes. */
const LONGEST_CODE = 600;
/** Seconds for which servers may be tolerant, since clocks differ. */
const MARGIN = 30;

const PARTS: readonly Part[] = [
  { needs: ["codes", "token endpoint"], finds: ["code"], start: aCode },
  { needs: ["token endpoint", "a client for tokens"], finds: ["introspection", "userinfo"], start: anAccessToken },
  { needs: ["pushed requests"], finds: ["request-uri"], start: aRequestUri },
  { needs: ["device grant", "token endpoint"], finds: ["device-code"], start: aDeviceCode },
];

export const lifetimes = probe({
  does: "Waits as long as it may, and uses codes, tokens and request_uris that have expired.",
  needs: [],
  finds: ["code", "introspection", "userinfo", "request-uri", "device-code"],
  harsh: true,
  async run(lab) {
    const found: Record<string, Finding> = {};
    const waiting: { readonly since: number; readonly part: Part; readonly what: Expiring }[] = [];
    for (const part of PARTS) {
      const missing = unmet(part.needs, lab.target);
      const what = missing === undefined ? await started(part, lab) : { ...missing, shows: [] };
      if ("is" in what) Object.assign(found, all(part.finds, what));
      else waiting.push({ since: lab.now(), part, what });
    }
    for (const { since, part, what } of waiting.toSorted((one, other) => one.what.seconds - other.what.seconds)) {
      const wanted = what.seconds + MARGIN;
      if (wanted > lab.patience && what.mayBeEarlier !== true) {
        Object.assign(found, all(part.finds, impatient(what.seconds)));
        continue;
      }
      const after = Math.min(wanted, lab.patience);
      await lab.wait(Math.max(0, since + after * 1000 - lab.now()));
      Object.assign(found, await what.used(after).catch((error) => all(part.finds, untold(error))));
    }
    return found as Findings<"code" | "introspection" | "userinfo" | "request-uri" | "device-code">;
  },
});

/** Nothing is sent if nothing may be waited for. */
async function started(part: Part, lab: Lab): Promise<Expiring | Finding> {
  if (lab.patience === 0)
    return unclear(
      `It is unclear what happens after a while. Let the check wait: --patience ${LONGEST_CODE + MARGIN}.`,
    );
  return part.start(lab).catch(untold);
}

function untold(error: unknown): Finding {
  if (error instanceof CannotTell) return unclear(error.message, ...error.shows);
  throw error;
}

const impatient = (seconds: number): Finding =>
  unclear(`It expires after ${seconds} seconds. Let the check wait for that: --patience ${seconds + MARGIN}.`);

/** Codes don't say how long they live. */
async function aCode(lab: Lab): Promise<Expiring> {
  const client = lab.client("web");
  await lab.tokens(client);
  const coded = await lab.code(client);
  return {
    seconds: LONGEST_CODE,
    mayBeEarlier: true,
    async used(after) {
      const exchange = await lab.redeem(coded);
      const works = jsonOf(exchange)?.access_token !== undefined;
      if (works && after < LONGEST_CODE)
        return {
          code: unclear(
            `It still works after ${after} seconds, and may for 600. Let the check wait: --patience ${LONGEST_CODE + MARGIN}.`,
            exchange,
          ),
        };
      return {
        code: either(
          errorOf(exchange) === "invalid_grant",
          `After ${after} seconds, the response is invalid_grant.`,
          works
            ? `It still works after ${after} seconds.`
            : `After ${after} seconds, the response is ${briefly(exchange)}.`,
          exchange,
        ),
      };
    },
  };
}

async function anAccessToken(lab: Lab): Promise<Expiring | Finding> {
  const { web } = lab.target.clients;
  const isUsers = web?.redirect_uri !== undefined && unmet(["codes"], lab.target) === undefined;
  const { client, parameters } = granting(lab);
  const { access, exchange } = isUsers ? await lab.tokens(web) : tokensIn(await lab.token(client, await parameters()));
  const { expires_in: seconds } = jsonOf(exchange) ?? {};
  if (typeof seconds !== "number") return notApplicable("The response doesn't say when the token expires.", exchange);
  return {
    seconds,
    used: async () => ({ introspection: await introspected(lab, access), userinfo: await atEnd(lab, access, isUsers) }),
  };
}

async function introspected(lab: Lab, token: string): Promise<Finding> {
  const { introspection_endpoint: url } = lab.target.metadata;
  const asker = lab.target.clients.web ?? lab.target.clients.service;
  if (typeof url !== "string") return notApplicable("The metadata has no introspection_endpoint.");
  if (asker === undefined) return unclear("A client that may introspect is needed.");
  const exchange = await lab.send(lab.asClient(asker, url, pairsOf({ token })));
  const { active } = jsonOf(exchange) ?? {};
  if (typeof active !== "boolean") return unclear(`The response is ${briefly(exchange)}.`, exchange);
  return either(!active, "active is false.", "active is true, although the token has expired.", exchange);
}

async function atEnd(lab: Lab, token: string, isUsers: boolean): Promise<Finding> {
  if (endpoint(lab.target, "userinfo") === undefined) return notApplicable("The metadata has no userinfo_endpoint.");
  if (!isUsers) return unclear("A client with a redirect_uri is needed to get a token for userinfo.");
  const { alive, shows } = await atUserinfo(lab, token);
  return either(!alive, `The response is ${briefly(shows)}.`, "The token works, although it has expired.", shows);
}

async function aRequestUri(lab: Lab): Promise<Expiring> {
  const request = lab.authorizationRequest(lab.client("web"));
  const exchange = await lab.push(request);
  const { request_uri: uri, expires_in: seconds } = jsonOf(exchange) ?? {};
  if (typeof uri !== "string" || typeof seconds !== "number")
    throw new CannotTell(`The pushed request was refused: ${briefly(exchange)}.`, [exchange]);
  return {
    seconds,
    used: async () => ({ "request-uri": wasRefused(await lab.follow(lab.withRequestUri(request, uri))) }),
  };
}

async function aDeviceCode(lab: Lab): Promise<Expiring> {
  const started = await startDevice(lab);
  const { expires_in: seconds } = jsonOf(started.exchange) ?? {};
  if (typeof seconds !== "number") throw new CannotTell("There is no expires_in.", [started.exchange]);
  return {
    seconds,
    async used() {
      const exchange = await poll(lab, started);
      const isExpired = errorOf(exchange) === "expired_token";
      const wrong = `The response is ${briefly(exchange)} instead of expired_token.`;
      return { "device-code": either(isExpired, "The response is expired_token.", wrong, exchange) };
    },
  };
}
