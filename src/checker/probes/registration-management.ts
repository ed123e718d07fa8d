/** How a client reads, changes and removes its own registration (RFC 7592). */
import { hasBits } from "../entropy.ts";
import { briefly, type Exchange, errorOf, headerOf, jsonOf, statusOf } from "../exchange.ts";
import { all, either, type Finding, notApplicable, unclear } from "../finding.ts";
import { noStore, refused } from "../json-responses.ts";
import type { Lab } from "../lab.ts";
import { probe } from "../probe.ts";
import { clientBy, REDIRECT_URI, type Registrar, registeredBy, registrarOf } from "../registrar.ts";
import type { Metadata } from "../target.ts";

const READING = ["read", "no-store", "read-open", "read-wrong", "challenge", "query", "by-another"] as const;
const CHANGING = ["changed", "replaces", "other-id", "own-secret", "bad-change", "change-open"] as const;
const REMOVING = ["remove-open", "removed", "removed-unreadable", "removed-unusable"] as const;
const FINDS = ["complete", "token-bits", "token-unique", ...READING, ...CHANGING, ...REMOVING] as const;

/** Where a client's registration is, and what opens it. */
interface Place {
  readonly url: string;
  readonly token: string;
}

export const registrationManagement = probe({
  does: "Registers a client, reads, changes and removes it.",
  needs: ["registration"],
  finds: FINDS,
  async run(lab) {
    const registrar = registrarOf(lab);
    try {
      return await managed(lab, registrar);
    } finally {
      await registrar.clear();
    }
  },
});

async function managed(lab: Lab, { ask }: Registrar) {
  const first = await ask();
  const { registration_client_uri: url, registration_access_token: token } = registeredBy(first);
  if (url === undefined && token === undefined)
    return all(FINDS, notApplicable("Clients can't manage their registration: there is no registration_client_uri."));
  const complete = either(
    typeof url === "string" && URL.canParse(url) && typeof token === "string",
    "registration_client_uri and registration_access_token are there.",
    "One of registration_client_uri and registration_access_token is missing.",
    first,
  );
  if (typeof url !== "string" || !URL.canParse(url) || typeof token !== "string")
    return { ...all(FINDS, unclear("The registration can't be managed.", first)), complete };
  const second = await ask();
  const foreign = String(registeredBy(second).registration_access_token);
  const reading = await read(lab, { url, token }, foreign);
  const { findings, place } = await change(lab, { url, token }, first);
  return {
    complete,
    "token-bits": either(
      hasBits(token, 128),
      "It is long enough for 128 bits.",
      `It has ${token.length} characters, too few for 128 bits.`,
      first,
    ),
    "token-unique": either(token !== foreign, "Two clients have two tokens.", "Two clients have one token.", second),
    ...reading,
    ...findings,
    ...(await removal(lab, place, first)),
  };
}

interface Managing {
  readonly method?: string;
  readonly token?: string | undefined;
  readonly members?: Metadata;
}

function at(lab: Lab, url: string, { method = "GET", token, members }: Managing): Promise<Exchange> {
  const headers = {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(members !== undefined && { "content-type": "application/json" }),
  };
  return lab.send({ url, method, headers, ...(members !== undefined && { body: JSON.stringify(members) }) });
}

const unauthorized = (exchange: Exchange): Finding =>
  either(
    [401, 403].includes(statusOf(exchange)),
    `The response is ${briefly(exchange)}.`,
    `The response is ${briefly(exchange)} instead of 401.`,
    exchange,
  );

async function read(
  lab: Lab,
  { url, token }: Place,
  foreign: string,
): Promise<Record<(typeof READING)[number], Finding>> {
  const good = await at(lab, url, { token });
  const bad = await at(lab, url, { token: lab.fresh(32) });
  const inQuery = new URL(url);
  inQuery.searchParams.set("access_token", token);
  const { client_id, redirect_uris } = jsonOf(good) ?? {};
  return {
    read: either(
      statusOf(good) === 200 && typeof client_id === "string" && redirect_uris !== undefined,
      "The response is 200, and has the client.",
      `The response is ${briefly(good)}, or lacks the client.`,
      good,
    ),
    "no-store": noStore(good),
    "read-open": notGiven(await at(lab, url, {})),
    "read-wrong": unauthorized(bad),
    challenge:
      statusOf(bad) < 400
        ? unclear("It isn't refused.", bad)
        : either(
            /^bearer\b/i.test(headerOf(bad, "www-authenticate") ?? ""),
            "WWW-Authenticate has Bearer.",
            "WWW-Authenticate has no Bearer.",
            bad,
          ),
    query: notGiven(await at(lab, inQuery.href, {})),
    "by-another": notGiven(await at(lab, url, { token: foreign })),
  };
}

/** The client's data isn't in the response. */
const notGiven = (exchange: Exchange): Finding =>
  either(
    jsonOf(exchange)?.client_id === undefined,
    `The response is ${briefly(exchange)}.`,
    "The response has the client.",
    exchange,
  );

/** What an update may send: the client as the server has it, without what only the server sets (RFC 7592 2.2). */
function updatable(members: Metadata): Metadata {
  const ofServer = [
    "registration_access_token",
    "registration_client_uri",
    "client_secret_expires_at",
    "client_id_issued_at",
  ];
  return Object.fromEntries(Object.entries(members).filter(([name]) => !ofServer.includes(name)));
}

const ELSEWHERE = "https://client.example/other";

async function change(lab: Lab, { url, token }: Place, first: Exchange) {
  const own = updatable(registeredBy(first));
  const put = (changes: Metadata, as: string | undefined): Promise<Exchange> =>
    at(lab, url, { method: "PUT", token: as, members: { ...own, ...changes } });
  const open = await put({ client_name: "candor check, changed by nobody" }, undefined);
  const changed = await put({ client_name: "candor check, changed", redirect_uris: [ELSEWHERE] }, token);
  if ([403, 404, 405, 501].includes(statusOf(changed))) {
    const none = notApplicable("Clients can't change their registration.", changed);
    return { findings: all(CHANGING, none), place: { url, token } };
  }
  const members = jsonOf(changed) ?? {};
  let now = currentOf(members, { url, token });
  const otherId = await at(lab, now.url, {
    method: "PUT",
    token: now.token,
    members: { ...own, client_id: `not-${own.client_id}` },
  });
  now = currentOf(jsonOf(otherId) ?? {}, now);
  const chosen = `chosen-by-the-client-${lab.fresh(24)}`;
  const secret = await at(lab, now.url, {
    method: "PUT",
    token: now.token,
    members: { ...own, client_secret: chosen },
  });
  now = currentOf(jsonOf(secret) ?? {}, now);
  const bad = await at(lab, now.url, {
    method: "PUT",
    token: now.token,
    members: { ...own, redirect_uris: [`${REDIRECT_URI}#here`] },
  });
  now = currentOf(jsonOf(bad) ?? {}, now);
  return {
    findings: {
      changed: either(
        statusOf(changed) === 200 && members.client_name === "candor check, changed",
        "The response has the change.",
        `The response is ${briefly(changed)}, or lacks the change.`,
        changed,
      ),
      replaces: either(
        !JSON.stringify(members.redirect_uris ?? "").includes(REDIRECT_URI),
        "The old redirect URI is gone.",
        "The old redirect URI is still there.",
        changed,
      ),
      "other-id": refused(otherId),
      "own-secret":
        own.client_secret === undefined
          ? notApplicable("The client has no secret.")
          : either(
              jsonOf(secret)?.client_secret !== chosen && statusOf(secret) < 500,
              `The response is ${briefly(secret)}.`,
              "The client has the secret that it chose.",
              secret,
            ),
      "bad-change": refused(bad),
      "change-open": unauthorized(open),
    },
    place: now,
  };
}

/** A server may give another token with each response (RFC 7592 3). */
function currentOf({ registration_access_token: token, registration_client_uri: url }: Metadata, before: Place): Place {
  return {
    url: typeof url === "string" && URL.canParse(url) ? url : before.url,
    token: typeof token === "string" ? token : before.token,
  };
}

async function removal(lab: Lab, { url, token }: Place, first: Exchange) {
  const open = await at(lab, url, { method: "DELETE" });
  if (statusOf(open) < 300)
    return { ...all(REMOVING, unclear("Anybody could remove it.", open)), "remove-open": unauthorized(open) };
  const removed = await at(lab, url, { method: "DELETE", token });
  if ([403, 404, 405, 501].includes(statusOf(removed)))
    return all(REMOVING, notApplicable("Clients can't remove their registration.", removed));
  const after = await at(lab, url, { token });
  const grant = { grant_type: "authorization_code", code: lab.fresh(), redirect_uri: REDIRECT_URI };
  const asked = await lab.token(clientBy(first), grant, { code_verifier: lab.fresh(32) });
  return {
    "remove-open": unauthorized(open),
    removed: either(
      statusOf(removed) === 204,
      "The response is 204.",
      `The response is ${briefly(removed)} instead of 204.`,
      removed,
    ),
    "removed-unreadable": unauthorized(after),
    "removed-unusable": either(
      errorOf(asked) === "invalid_client",
      "The token endpoint doesn't know it any more.",
      `The token endpoint responds ${briefly(asked)} instead of invalid_client.`,
      removed,
      asked,
    ),
  };
}
