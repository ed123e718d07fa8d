/** What comes once the user has approved (OpenID Connect CIBA Core 1.0, 10 and 11): tokens for one request, and a notification before it (ping). */
import { approved, approving } from "../approving.ts";
import { briefly, jsonOf, statusOf } from "../exchange.ts";
import { all, broken, either, type Finding, type Findings, notApplicable, unclear } from "../finding.ts";
import { hasError } from "../json-responses.ts";
import { jwtOf } from "../jwt.ts";
import { CannotTell, type Lab } from "../lab.ts";
import { type Heard, listening, portOf } from "../listener.ts";
import { probe } from "../probe.ts";
import { TIMES, usedAtOnce } from "../replayed.ts";
import { ask, poll, redeeming, type Started, start } from "./ciba.ts";

export const cibaApproval = probe({
  does: "Has the user approve a backchannel authentication request, and redeems its auth_req_id several times.",
  needs: ["CIBA", "token endpoint"],
  finds: ["id-token", "twice", "twice-at-once"],
  async run(lab) {
    const client = lab.client("ciba");
    const started = await start(lab);
    const [first] = await approved(lab, started, async () => [await poll(lab, started.id)]);
    if (first === undefined) throw new CannotTell("There was no token request.");
    const second = await poll(lab, started.id);
    const aud = jwtOf(String(jsonOf(first)?.id_token))?.claims.aud;
    return {
      "id-token": either(
        [aud].flat().includes(client.client_id),
        "There is an ID token for the client.",
        aud === undefined ? "There is no ID token." : `aud of the ID token is ${JSON.stringify(aud)}.`,
        first,
      ),
      twice: either(
        statusOf(second) !== 200,
        `The second response is ${briefly(second)}.`,
        "The same auth_req_id works twice.",
        first,
        second,
      ),
      "twice-at-once": statusOf(second) === 200 ? notApplicable("It works twice anyway.") : await atOnce(lab),
    };
  },
});

async function atOnce(lab: Lab): Promise<Finding> {
  if (lab.isByHand) return unclear("A person approves, and several requests would have to be approved.");
  return usedAtOnce(
    (one) => statusOf(one) === 200,
    async () => {
      const started = await start(lab);
      return approved(lab, started, () => lab.atOnce(TIMES, lab.client("ciba"), redeeming(started.id)));
    },
  );
}

/** Milliseconds until a notification must have come. */
const SOON = 3_000;

const PING = ["notified", "bearer", "json", "tokens"] as const;

export const cibaPing = probe({
  does: "Has the user approve a request of a client that is notified, and reads the notification.",
  needs: ["CIBA", "CIBA by ping", "token endpoint"],
  finds: ["token-required", ...PING],
  async run(lab) {
    const client = lab.client("ping");
    const uri = new URL(client.backchannel_client_notification_endpoint ?? "");
    const listener = await listening(uri, lab.target.extensions?.notificationPort ?? portOf(uri));
    try {
      const token = lab.fresh(32);
      const started = await start(lab, { client_notification_token: token }, client);
      const heard = await listener.heard((await approving(lab)) + SOON);
      const found = await ofPing(lab, started, token, heard);
      // At last: its notification must not come before that one.
      return { ...found, "token-required": hasError(await ask(lab, {}, client), "invalid_request") };
    } finally {
      await listener.close();
    }
  },
});

/** Without a notification, the tokens say whether the user has approved. */
async function ofPing(
  lab: Lab,
  started: Started,
  token: string,
  heard: Heard | undefined,
): Promise<Findings<(typeof PING)[number]>> {
  const client = lab.client("ping");
  const redeem = () => poll(lab, started.id, client);
  if (heard === undefined) {
    const shows = await approved(lab, started, async () => [await redeem()]);
    const none = unclear("No notification came.", ...shows);
    return { ...all(PING, none), notified: broken("The user approved, and no notification came.", ...shows) };
  }
  const redeemed = await redeem();
  const shows = [started.exchange];
  const { method, headers, body } = heard;
  const isJson = /^application\/json\b/i.test(headers["content-type"] ?? "");
  const id = idIn(body);
  return {
    notified: either(method === "POST", "It came.", `It came by ${method}, not by POST.`, ...shows),
    bearer: either(
      headers.authorization === `Bearer ${token}`,
      "It has the token of the request.",
      "It hasn't got the token of the request as its bearer token.",
      ...shows,
    ),
    json: either(
      isJson && id === started.id,
      "It is JSON with the auth_req_id.",
      isJson ? `auth_req_id is ${JSON.stringify(id) ?? "missing"}.` : `It is ${headers["content-type"]}.`,
      ...shows,
    ),
    tokens: either(
      statusOf(redeemed) === 200,
      "The token request after it is granted.",
      `The response to the token request after it is ${briefly(redeemed)}.`,
      redeemed,
    ),
  };
}

function idIn(body: string): unknown {
  try {
    return (JSON.parse(body) as { readonly auth_req_id?: unknown } | null)?.auth_req_id;
  } catch {
    return undefined;
  }
}
